import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Dispatcher, request } from 'undici'
import { failureOf } from './exchange'

export interface BillRequest {
  url: URL
  headers: Readonly<Record<string, string>>
  folder: string
  fileName: string
  maxBytes: number
  /** Longest silence, in milliseconds, before and within the file. */
  idleMs: number
  dispatcher: Dispatcher
}

export type SavedBill =
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

async function write(body: AsyncIterable<Buffer>, path: string, maxBytes: number) {
  const digest = createHash('sha256')
  let bytes = 0
  const file = await open(path, 'w')
  try {
    for await (const part of body) {
      bytes += part.length
      if (bytes > maxBytes) return undefined
      digest.update(part)
      await file.writeFile(part)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: digest.digest('hex'), bytes }
}

/**
 * Streams a bill file into the folder as it comes, in bounded memory. It gets its name only when it is whole, so that
 * whoever finds the name finds the file. A redirect is not followed. Never throws on what the channel does.
 */
export async function saveBill(bill: BillRequest): Promise<SavedBill> {
  const path = join(bill.folder, bill.fileName)
  const part = `${path}.part`
  await mkdir(bill.folder, { recursive: true })
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
    const written = await write(answer.body, part, bill.maxBytes)
    if (!written) return { kind: 'too-large' }
    await rename(part, path)
    return { kind: 'saved', path, ...written }
  } catch (error) {
    return { kind: 'failed', ...failureOf(error) }
  } finally {
    await rm(part, { force: true })
  }
}

/** Puts a saved file aside under a name that no import looks for; gives its new path. */
export async function setAside(path: string): Promise<string> {
  const aside = `${path}.quarantined`
  await rename(path, aside)
  return aside
}
