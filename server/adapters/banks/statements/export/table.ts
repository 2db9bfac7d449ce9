import { readFile, stat } from 'node:fs/promises'
import { CsvError, parse } from 'csv-parse/sync'
import { FileFault } from '../../../channelFiles/lines'
import { decodeText } from '../../../files/decodeText'
import { tableWithin } from '../../../files/tableWithin'
import { isTablePage, isWorkbook } from '../../../files/workbook'
import type { ExportLayout } from './layout'

/** One line of a table: its number in the file, and its cells without blanks and tabs around them. */
export interface TableLine {
  line: number
  cells: string[]
}

/** How a text is cut into cells. */
type Cut = Pick<ExportLayout, 'separator' | 'quoted'>

const SEPARATORS = [',', '\t', ';', '|']

const LINES_COUNTED = 40

/** The sign that parts the cells of a CSV, as the one that its first lines have most of; a comma for anything else. */
export async function separatorOf(file: string): Promise<string> {
  const bytes = await bytesOf(file)
  const decoded = isWorkbook(bytes) ? undefined : decodeText(bytes)
  if (decoded?.outcome !== 'decoded') return ','
  const first = decoded.text.split(/\r\n|[\r\n]/, LINES_COUNTED)
  const most = (sign: string) => Math.max(...first.map((line) => line.split(sign).length))
  return SEPARATORS.reduce((best, sign) => (most(sign) > most(best) ? sign : best))
}

/** A day's export is far below this; it is read as a whole. */
const LARGEST_BYTES = 64 * 1024 * 1024
const MAX_ROW = 64 * 1024
/** Older systems end a file with it. */
const END_MARK = '\u001A'

/** Blanks, tabs and byte order marks around a cell, and `="…"`, by which some banks keep Excel from reading numbers. */
function plainCell(text: string): string {
  const trimmed = text.trim()
  return /^="(.*)"$/.exec(trimmed)?.[1]?.trim() ?? trimmed
}

async function tableLines(bytes: Buffer): Promise<TableLine[]> {
  const read = await tableWithin(bytes)
  if (read.outcome === 'wrong') {
    const [fault] = read.faults
    throw new FileFault(fault?.reason ?? '不是可读的表格', fault?.line ?? undefined)
  }
  const { headings, rows } = read.table
  const before = (rows[0]?.line ?? 2) - 1
  return [{ line: before, cells: headings }, ...rows]
}

function csvLines(text: string, { separator, quoted }: Cut): TableLine[] {
  try {
    const records = parse(text, {
      delimiter: separator,
      quote: quoted ? '"' : null,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
      info: true,
      max_record_size: MAX_ROW,
    }) as unknown as { info: { lines: number }; record: string[] }[]
    return records.map(({ info, record }) => ({ line: info.lines, cells: record }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { lines } = error as CsvError & { lines?: unknown }
    const reason = error.code === 'CSV_MAX_RECORD_SIZE' ? '一行过长' : '引号没有闭合，或引号之后不是分隔符'
    throw new FileFault(reason, typeof lines === 'number' ? lines : undefined)
  }
}

async function bytesOf(file: string): Promise<Buffer> {
  if ((await stat(file)).size > LARGEST_BYTES) throw new FileFault(`文件超过 ${LARGEST_BYTES / 1024 / 1024} MB`)
  return readFile(file)
}

async function linesIn(bytes: Buffer, layout: Cut): Promise<TableLine[]> {
  if (isWorkbook(bytes)) return tableLines(bytes)
  const decoded = decodeText(bytes)
  if (decoded.outcome === 'undecodable') throw new FileFault('有无法识别的字符', decoded.line)
  if (isTablePage(decoded.text)) return tableLines(bytes)
  const text = decoded.text.trimEnd()
  return csvLines(text.endsWith(END_MARK) ? text.slice(0, -1) : text, layout)
}

/** Reads the lines of a bank's export that are not empty, from CSV in any encoding or from Excel. Throws FileFault. */
export async function linesOfTable(file: string, layout: Cut): Promise<TableLine[]> {
  return (await linesIn(await bytesOf(file), layout))
    .map(({ line, cells }) => ({ line, cells: cells.map(plainCell) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
}
