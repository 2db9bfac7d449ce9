import type { Stream } from 'node:stream'
import exceljs from 'exceljs'

/** One column: its heading, and what stands in it. `fen` becomes yuan as a number, `moment` the time in Beijing. */
export interface ExcelColumn<Row> {
  heading: string
  of(row: Row): string | number | null
  kind?: 'text' | 'fen' | 'count' | 'moment'
  width?: number
}

/** A text that a spreadsheet would take for a formula (= + - @ tab CR) is made inert (faults.md, Files). */
export function inert(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

const beijingTime = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
})

function cellOf<Row>(column: ExcelColumn<Row>, row: Row): string | number | null {
  const value = column.of(row)
  if (value === null) return null
  if (column.kind === 'fen') return Number(value) / 100
  if (column.kind === 'count') return Number(value)
  if (column.kind === 'moment') return beijingTime.format(Number(value))
  return inert(String(value))
}

/**
 * Writes a workbook of one sheet to a stream, row by row as they come. Amounts are numbers with two decimals, so that they
 * can be summed; everything else is text.
 */
export async function writeExcel<Row>(
  stream: Stream,
  name: string,
  columns: readonly ExcelColumn<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true })
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map(({ heading, kind, width }) => ({
    header: heading,
    width: width ?? (kind === 'moment' ? 20 : 16),
    style: kind === 'fen' ? { numFmt: '#,##0.00' } : {},
  }))
  for await (const row of rows) sheet.addRow(columns.map((column) => cellOf(column, row))).commit()
  sheet.commit()
  await workbook.commit()
}
