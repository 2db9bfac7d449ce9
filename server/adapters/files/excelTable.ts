import ExcelJS from 'exceljs'
import type { ReadTable } from '../../application/ports/system'
import { unzipsWithin } from './zipSize'

const MAX_UNZIPPED_BYTES = 256 * 1024 * 1024
const MAX_ENTRIES = 200

/** Reads the first sheet of an .xlsx workbook; its first row that is not empty is the heading. An archive that unpacks to more than the limit is refused before it is read. */
export async function excelTable(bytes: Buffer, mostUnzippedBytes = MAX_UNZIPPED_BYTES): Promise<ReadTable> {
  const wrong = (reason: string): ReadTable => ({ outcome: 'wrong', faults: [{ line: null, reason }] })
  if (!(await unzipsWithin(bytes, mostUnzippedBytes, MAX_ENTRIES))) return wrong('不是完整的 Excel 文件，或解压后过大')
  const workbook = new ExcelJS.Workbook()
  try {
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
  } catch {
    return wrong('不是完整的 Excel 文件')
  }
  const [sheet] = workbook.worksheets
  if (!sheet) return wrong('Excel 文件里没有工作表')
  const lines: { line: number; cells: string[] }[] = []
  sheet.eachRow((row, line) => {
    const cells = Array.from({ length: row.cellCount }, (_, index) => cellText(row.getCell(index + 1).value))
    if (cells.some((text) => text !== '')) lines.push({ line, cells })
  })
  const [heading, ...rows] = lines
  if (!heading) return wrong('工作表是空的')
  return { outcome: 'read', table: { headings: heading.cells, rows } }
}

/** Digits that a spreadsheet's numbers hold. */
const DIGITS = 15

/**
 * A number as a person reads it: 1.1 + 2.2 is 3.3, though 3.3000000000000003 is what is stored. One of more than 15 digits is
 * shown as 6.217E+18, for its last digits are lost.
 */
function numberText(value: number): string {
  const rounded = Number(value.toPrecision(DIGITS))
  return Math.abs(rounded) < 10 ** DIGITS ? String(rounded) : rounded.toExponential().toUpperCase()
}

/** What a person reads in a cell: a formula's result, the text of a link, a date as YYYY-MM-DD. */
function cellText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value === 'number') return numberText(value)
  if (typeof value !== 'object') return String(value).trim()
  if ('richText' in value)
    return value.richText
      .map(({ text }) => text)
      .join('')
      .trim()
  if ('error' in value) return value.error
  if ('text' in value) return cellText(value.text)
  if ('result' in value) return cellText(value.result ?? null)
  return ''
}
