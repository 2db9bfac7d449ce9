import { access, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Dispatcher, request } from 'undici'
import { writeWhole } from '../files/wholeFile'
import { failureOf } from './exchange'

export interface FileRequest {
  url: URL
  headers: Readonly<Record<string, string>>
  folder: string
  fileName: string
  maxBytes: number
  /** Longest silence, in milliseconds, before and within the file. */
  idleMs: number
  dispatcher: Dispatcher
}

export type SavedFile =
  | { kind: 'saved'; path: string; sha256: string; bytes: number }
  /** Not 200: a redirect, or the channel's error document (its first 64 KiB). */
  | { kind: 'answered'; status: number; body: Buffer }
  | { kind: 'too-large' }
  | { kind: 'failed'; code: string; message: string }

const ERROR_BYTES = 64 * 1024

const WHOLE_FILE_MS = 10 * 60_000

async function firstBytes(body: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of body) {
    parts.push(part)
    bytes += part.length
    if (bytes >= limit) break
  }
  return Buffer.concat(parts).subarray(0, limit)
}

/**
 * Streams a channel file into the folder as it comes, in bounded memory. It gets its name only when it is whole, so that
 * anyone who finds the name finds the file. A redirect is not followed. Never throws on what the channel does.
 */
export async function saveFile(bill: FileRequest): Promise<SavedFile> {
  const path = join(bill.folder, bill.fileName)
  try {
    const answer = await request(bill.url, {
      headers: bill.headers,
      dispatcher: bill.dispatcher,
      headersTimeout: bill.idleMs,
      bodyTimeout: bill.idleMs,
      signal: AbortSignal.timeout(WHOLE_FILE_MS),
    })
    if (answer.statusCode !== 200) {
      return { kind: 'answered', status: answer.statusCode, body: await firstBytes(answer.body, ERROR_BYTES) }
    }
    const written = await writeWhole(path, answer.body, { maxBytes: bill.maxBytes })
    return written ? { kind: 'saved', path, sha256: written.digest, bytes: written.bytes } : { kind: 'too-large' }
  } catch (error) {
    return { kind: 'failed', ...failureOf(error) }
  }
}

/** Puts a saved file aside under a name that no import looks for; gives its new path. Where another was faster, it lies there already. */
export async function quarantineFile(path: string): Promise<string> {
  const aside = `${path}.quarantined`
  await rename(path, aside).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return access(aside)
  })
  return aside
}
