import { readFile, stat } from 'node:fs/promises'
import { CsvError, parse } from 'csv-parse/sync'
import type { ReadTable } from '../../application/ports/system'

/** No row of a household file comes near this; it stops a file that is one endless line. */
const MAX_ROW = 64 * 1024

/** Reads comma or tab separated text whose first line is the heading. Empty lines are passed over, and still counted. */
export function csvTable(text: string): ReadTable {
  const firstLine = text.slice(0, MAX_ROW).split('\n', 1)[0] ?? ''
  const delimiter = firstLine.includes('\t') && !firstLine.includes(',') ? '\t' : ','
  try {
    const records = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_ROW,
    }) as unknown as { info: { lines: number }; record: string[] }[]
    const [heading, ...rows] = records
    if (!heading) return { outcome: 'wrong', faults: [{ line: null, reason: '文件是空的' }] }
    return {
      outcome: 'read',
      table: {
        headings: heading.record,
        rows: rows.map(({ info, record }) => ({ line: info.lines, cells: record })),
      },
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = (error as CsvError & { lines?: unknown }).lines
    return {
      outcome: 'wrong',
      faults: [{ line: typeof line === 'number' ? line : null, reason: CSV_REASONS[error.code] ?? error.message }],
    }
  }
}

const CSV_REASONS: Partial<Record<string, string>> = {
  CSV_MAX_RECORD_SIZE: `一行超过 ${MAX_ROW} 个字符`,
  CSV_QUOTE_NOT_CLOSED: '引号没有闭合',
  CSV_INVALID_CLOSING_QUOTE: '引号之后应为逗号或换行',
  INVALID_OPENING_QUOTE: '引号应在格子的开头',
}

export type DecodedText = { outcome: 'decoded'; text: string } | { outcome: 'undecodable'; line: number }

const LINE_FEED = 0x0a

/**
 * Reads text as companies' systems write it: UTF-16 and UTF-8 by their byte order marks, else UTF-8, else GBK (GB 18030).
 * Nothing is guessed over: a byte that fits neither gives the line that it is on (faults.md, Files).
 */
export function decodeText(bytes: Buffer): DecodedText {
  if (startsWith(bytes, [0xff, 0xfe])) return decodeUtf16(bytes, 'utf-16le')
  if (startsWith(bytes, [0xfe, 0xff])) return decodeUtf16(bytes, 'utf-16be')
  const withMark = startsWith(bytes, [0xef, 0xbb, 0xbf])
  const utf8 = decodeStrictly(bytes, 'utf-8')
  if (utf8 !== undefined) return { outcome: 'decoded', text: utf8 }
  const gbk = withMark ? undefined : decodeStrictly(bytes, 'gb18030')
  if (gbk !== undefined) return { outcome: 'decoded', text: gbk }
  const badLines = withMark
    ? [firstBadLine(bytes, 'utf-8')]
    : [firstBadLine(bytes, 'utf-8'), firstBadLine(bytes, 'gb18030')]
  return { outcome: 'undecodable', line: Math.max(...badLines) }
}

function startsWith(bytes: Buffer, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte)
}

function decodeStrictly(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function decodeUtf16(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): DecodedText {
  const text = decodeStrictly(bytes, encoding)
  if (text !== undefined) return { outcome: 'decoded', text }
  const [readable = ''] = new TextDecoder(encoding).decode(bytes).split('\uFFFD', 1)
  return { outcome: 'undecodable', line: readable.split('\n').length }
}

/** A line feed is never the second byte of a letter, in UTF-8 as in GB 18030, so lines can be cut before they are read. */
function firstBadLine(bytes: Buffer, encoding: string): number {
  let line = 1
  for (let at = 0; at <= bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, at)
    const stop = end < 0 ? bytes.length : end
    if (decodeStrictly(bytes.subarray(at, stop), encoding) === undefined) return line
    at = stop + 1
  }
  return line
}

const LARGEST_FILE_BYTES = 64 * 1024 * 1024

const wrong = (reason: string, line: number | null = null): ReadTable => ({
  outcome: 'wrong',
  faults: [{ line, reason }],
})

/** Reads a table from a file: CSV (UTF-8, UTF-16 or GBK, comma or tab) or Excel .xlsx, told apart by what is inside. */
export async function readTable(file: string): Promise<ReadTable> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) return wrong('没有这个文件')
  if (found.size > LARGEST_FILE_BYTES) return wrong(`文件超过 ${LARGEST_FILE_BYTES / 1024 / 1024} MB`)
  return tableOf(await readFile(file))
}

/** Reads a table from a file's bytes. */
export async function tableOf(bytes: Buffer): Promise<ReadTable> {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    // Loaded when it is needed: it is large, and every command would wait for it.
    const { excelTable } = await import('./excelTable')
    return excelTable(bytes)
  }
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0')
    return wrong('这是旧版 Excel（.xls）文件，请另存为 .xlsx 或 CSV')
  const decoded = decodeText(bytes)
  return decoded.outcome === 'decoded'
    ? csvTable(decoded.text)
    : wrong('有无法识别的字节：文件既不是 UTF-8，也不是 GBK', decoded.line)
}
