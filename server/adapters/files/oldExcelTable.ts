import { type CellObject, read, type WorkSheet } from '@e965/xlsx'
import type { ReadTable } from '../../application/ports/system'
import { numberText } from './excelNumber'
import { MOST_CELLS, MOST_COLUMNS, MOST_ROWS, TOO_MANY, wrongTable } from './tableLimits'

/** What is read of a workbook: the first sheet's values, and neither formulas, styles nor macros. */
const VALUES_ONLY = {
  sheets: 0,
  dense: true,
  /** One more than a table has, by which too many are seen. */
  sheetRows: MOST_ROWS + 1,
  cellDates: true,
  UTC: true,
  cellFormula: false,
  cellHTML: false,
  cellText: false,
  /** The cells of a page's table stay text: a card's 19 digits are no number. */
  raw: true,
} as const

/**
 * Reads the first sheet of an .xls workbook (Excel 97 to 2003); its first row that is not empty is the heading. Within
 * the same bounds as an .xlsx. Takes as long as the file makes it.
 */
export function oldExcelTable(bytes: Buffer): ReadTable {
  return tableIn(() => read(bytes, { ...VALUES_ONLY, type: 'buffer' }))
}

/** Reads the first table of a page, or of the XML of Excel 2003, that is called .xls. */
export function pageTable(text: string): ReadTable {
  return tableIn(() => read(text, { ...VALUES_ONLY, type: 'string' }))
}

function tableIn(open: () => ReturnType<typeof read>): ReadTable {
  let sheet: WorkSheet | undefined
  try {
    const book = open()
    sheet = book.Sheets[book.SheetNames[0] ?? '']
  } catch (error) {
    // What this machine cannot hold is told by who reads apart.
    if (error instanceof RangeError) throw error
    const isLocked = error instanceof Error && /password|encrypt/i.test(error.message)
    return wrongTable(isLocked ? 'Excel 文件有密码，请去掉密码后再上传' : '不是完整的 Excel 文件')
  }
  return sheet ? tableOfSheet(sheet) : wrongTable('Excel 文件里没有工作表')
}

function tableOfSheet(sheet: WorkSheet): ReadTable {
  const rows = (sheet['!data'] ?? []) as (readonly (CellObject | undefined)[] | undefined)[]
  if (rows.length > MOST_ROWS) return wrongTable(TOO_MANY.rows)
  const lines: { line: number; cells: string[] }[] = []
  let cellCount = 0
  for (const [index, row] of rows.entries()) {
    const cells = Array.from(row ?? [], cellText)
    while (cells.at(-1) === '') cells.pop()
    if (cells.length === 0) continue
    if (cells.length > MOST_COLUMNS) return wrongTable(TOO_MANY.columns, index + 1)
    cellCount += cells.length
    if (cellCount > MOST_CELLS) return wrongTable(TOO_MANY.cells, index + 1)
    lines.push({ line: index + 1, cells })
  }
  const [heading, ...rest] = lines
  return heading ? { outcome: 'read', table: { headings: heading.cells, rows: rest } } : wrongTable('工作表是空的')
}

/** What a person reads in a cell: a formula's result, a date as YYYY-MM-DD, the word of an error (#N/A). */
function cellText(cell: CellObject | undefined): string {
  const value = cell?.v
  if (cell === undefined || value === undefined || value === null) return ''
  if (cell.t === 'e') return cell.w ?? ERRORS[Number(value)] ?? '#N/A'
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return typeof value === 'number' ? numberText(value) : String(value).trim()
}

/** Excel's errors by their numbers in the file. */
const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}
