import { isUtf8 } from 'node:buffer'
import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import type { Quarantined } from '../../application/ports/channelFiles'

/**
 * What makes a channel file unusable. Thrown within the rooms that read files only; `readFile` turns it into a value before
 * anybody else sees it.
 */
export class FileFault extends Error {
  constructor(
    readonly reason: string,
    readonly line?: number,
  ) {
    super(line === undefined ? reason : `第 ${line} 行：${reason}`)
  }
}

/** Gives what the work gives, or the sentence of its fault. */
export async function orFault<T>(work: () => Promise<T>): Promise<T | Quarantined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof FileFault) return { outcome: 'quarantined', reason: error.message, line: error.line }
    throw error
  }
}

const LINE_FEED = 0x0a

const CARRIAGE_RETURN = 0x0d

/** No row of any bill comes near this; it stops a file that is one endless line (faults.md, Files). */
const MAX_LINE_BYTES = 64 * 1024

/** One line within a block of UTF-8, without its line end. The same object for every line: read it, do not keep it. */
export interface Line {
  bytes: Buffer
  start: number
  end: number
  /** From 1. */
  number: number
}

type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'

/** A byte that begins a letter of three bytes in UTF-8, as every Chinese one is. */
const isThreeByteLead = (byte: number) => byte >= 0xe0

/**
 * By the byte order mark, else by all lines of the block that are not plain ASCII: one GBK name can be valid UTF-8 (毛强 is ë and ǿ
 * in it), a file of them is not. Undefined while every line is plain.
 */
function encodingOf(block: Buffer): Encoding | undefined {
  if (block[0] === 0xff && block[1] === 0xfe) return 'utf-16le'
  if (block[0] === 0xfe && block[1] === 0xff) return 'utf-16be'
  const lines = { utf8: 0, other: 0 }
  let isPlain = true
  let first: Encoding | undefined
  for (let start = 0; start < block.length; ) {
    const feed = block.indexOf(LINE_FEED, start)
    const end = feed < 0 ? block.length : feed
    const line = block.subarray(start, end)
    if (line.some((byte) => byte > 0x7f)) {
      const fits = isUtf8(line)
      // What has only letters of two bytes in UTF-8 has no Chinese in it, and says nothing.
      if (!fits) lines.other += 1
      else if (line.some(isThreeByteLead)) lines.utf8 += 1
      if (!fits || line.some(isThreeByteLead)) first ??= fits ? 'utf-8' : 'gb18030'
      isPlain = false
    }
    start = end + 1
  }
  if (isPlain) return undefined
  if (lines.utf8 === lines.other) return first ?? 'gb18030'
  return lines.utf8 > lines.other ? 'utf-8' : 'gb18030'
}

function decode(bytes: Buffer, encoding: Encoding): Buffer | undefined {
  if (encoding === 'utf-8') return isUtf8(bytes) ? bytes : undefined
  try {
    return Buffer.from(new TextDecoder(encoding, { fatal: true }).decode(bytes), 'utf8')
  } catch {
    return undefined
  }
}

/** UTF-16 as UTF-8; its line feeds cannot be told by single bytes, so it is recoded before lines are cut. */
async function* recodeUtf16(content: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding)
  let line = 1
  for await (const chunk of content) {
    const text = decoder.decode(chunk, { stream: true })
    const bad = text.indexOf('\uFFFD')
    for (let at = text.indexOf('\n'); at >= 0 && (bad < 0 || at < bad); at = text.indexOf('\n', at + 1)) line += 1
    if (bad >= 0) throw new FileFault('有无法识别的字符', line)
    yield Buffer.from(text, 'utf8')
  }
}

async function* prepend(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    // A reader that has seen enough must let go of the file.
    await rest.return?.()
  }
}

/**
 * Visits every line of a text in UTF-8, GBK (GB 18030) or UTF-16, with or without a byte order mark, ended by LF or CRLF or
 * by the end of the file. Throws FileFault with the line's number on a byte that cannot be decoded and on an endless line.
 */
export async function forEachLine(content: AsyncIterable<Buffer>, visit: (line: Line) => void): Promise<void> {
  const iterator = content[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done) return
  const whole = prepend(first.value, iterator)
  const marked = encodingOf(first.value)
  const utf16 = marked === 'utf-16le' || marked === 'utf-16be'
  await visitLines(utf16 ? recodeUtf16(whole, marked) : whole, utf16 ? 'utf-8' : undefined, visit)
}

async function visitLines(
  content: AsyncIterable<Buffer>,
  known: Encoding | undefined,
  visit: (line: Line) => void,
): Promise<void> {
  let encoding = known
  let rest: Buffer = Buffer.alloc(0)
  const line: Line = { bytes: rest, start: 0, end: 0, number: 0 }

  function decoded(block: Buffer): Buffer {
    encoding ??= encodingOf(block)
    const text = decode(block, encoding ?? 'utf-8')
    if (text) return text
    for (let start = 0, number = line.number + 1; ; number++) {
      const feed = block.indexOf(LINE_FEED, start)
      const end = feed < 0 ? block.length : feed
      if (!decode(block.subarray(start, end), encoding ?? 'utf-8')) throw new FileFault('有无法识别的字符', number)
      if (feed < 0) throw new FileFault('有无法识别的字符', number)
      start = feed + 1
    }
  }

  function visitBlock(block: Buffer): void {
    const bytes = decoded(block)
    const mark = line.number === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    line.bytes = bytes
    for (let start = mark ? 3 : 0; start < bytes.length; ) {
      const feed = bytes.indexOf(LINE_FEED, start)
      const next = feed < 0 ? bytes.length : feed
      line.number += 1
      line.start = start
      line.end = bytes[next - 1] === CARRIAGE_RETURN && next > start ? next - 1 : next
      if (line.end - line.start > MAX_LINE_BYTES) throw new FileFault('一行过长', line.number)
      visit(line)
      start = next + 1
    }
  }

  for await (const chunk of content) {
    const last = chunk.lastIndexOf(LINE_FEED)
    if (last < 0) {
      rest = Buffer.concat([rest, chunk])
      if (rest.length > MAX_LINE_BYTES * 2) throw new FileFault('一行过长', line.number + 1)
      continue
    }
    visitBlock(rest.length > 0 ? Buffer.concat([rest, chunk.subarray(0, last + 1)]) : chunk.subarray(0, last + 1))
    rest = chunk.subarray(last + 1)
  }
  if (rest.length > 0) visitBlock(rest)
}

/** The line as text. */
export function textOf(line: Line): string {
  return line.bytes.toString('utf8', line.start, line.end)
}

const CHUNK_BYTES = 512 * 1024

/** Text of bills shrinks some eightfold; what grows beyond this is a bomb (faults.md, Files). */
const MAX_GROWTH = 100

/** Small files may shrink better than large ones. */
const ALWAYS_ALLOWED_BYTES = 1024 * 1024

/** How a file is packed, by its first bytes. */
export async function packingOf(file: string): Promise<'gzip' | 'zip' | 'plain'> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    const head = buffer.subarray(0, bytesRead).toString('latin1')
    return head === '\x1f\x8b' ? 'gzip' : head === 'PK' ? 'zip' : 'plain'
  } finally {
    await handle.close()
  }
}

/** How many bytes a file of this size may unpack to. */
export function mostUnpacked(packedBytes: number): number {
  return Math.max(ALWAYS_ALLOWED_BYTES, packedBytes * MAX_GROWTH)
}

/** The bytes of a plain or gzipped file, unpacked as they are read; throws FileFault on a broken or endless one. */
export async function* contentOf(file: string): AsyncGenerator<Buffer> {
  const packed = (await packingOf(file)) === 'gzip'
  const source = createReadStream(file, { highWaterMark: CHUNK_BYTES })
  if (!packed) {
    yield* source
    return
  }
  const most = mostUnpacked((await stat(file)).size)
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  source.on('error', (error) => gunzip.destroy(error))
  let bytes = 0
  try {
    for await (const chunk of source.pipe(gunzip)) {
      bytes += chunk.length
      if (bytes > most) throw new FileFault('压缩文件解开后过大')
      yield chunk
    }
  } catch (error) {
    if (error instanceof FileFault) throw error
    throw new FileFault('压缩文件不完整或已损坏')
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

/** Passes bytes on while a digest is made of them. */
export async function* digesting(content: AsyncIterable<Buffer>, digest: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    digest.update(chunk)
    yield chunk
  }
}

/** A new SHA-256. */
export const newDigest = (): Hash => createHash('sha256')
