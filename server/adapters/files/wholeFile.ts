import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { newSuffix } from '../system/ids'

/** What was written: its length, and its digest in lower-case hexadecimal. */
export interface Written {
  bytes: number
  digest: string
}

export interface WholeFileRules {
  /** Content longer than this many bytes is not kept. Default: any length is. */
  maxBytes?: number
  /** What the content is digested with. */
  digest?: 'md5' | 'sha256'
}

/**
 * Writes a file, and its folder where there is none; only the server's own user can read either. The file is written under
 * another name beside its place and moved there when all of it is on the disk: anyone who finds the name finds all of the file,
 * also after a power cut. Where two write the same place at once, in this process or in another, the later one stands.
 * Gives undefined, and keeps nothing, when the content is longer than it may be; throws what the content or the disk throws,
 * and keeps nothing then either.
 */
export async function writeWhole(
  place: string,
  content: Iterable<Buffer> | AsyncIterable<Buffer>,
  { maxBytes = Number.POSITIVE_INFINITY, digest = 'sha256' }: WholeFileRules = {},
): Promise<Written | undefined> {
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
  const draft = `${place}.${newSuffix()}.part`
  const file = await open(draft, 'wx', 0o600)
  try {
    const written = await copyInto(file, content, maxBytes, digest)
    if (written) await rename(draft, place)
    return written
  } finally {
    await rm(draft, { force: true })
  }
}

async function copyInto(
  file: FileHandle,
  content: Iterable<Buffer> | AsyncIterable<Buffer>,
  maxBytes: number,
  algorithm: string,
): Promise<Written | undefined> {
  const digest = createHash(algorithm)
  let bytes = 0
  try {
    for await (const part of content) {
      bytes += part.length
      if (bytes > maxBytes) return undefined
      digest.update(part)
      await file.writeFile(part)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { bytes, digest: digest.digest('hex') }
}
