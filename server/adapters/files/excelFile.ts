import type { Stream } from 'node:stream'
import exceljs from 'exceljs'

/**
 * One column: its heading, and what stands in it. `fen` becomes yuan as a number; `moment` (epoch milliseconds) the time in Beijing,
 * `date` (`2026-11-01`) a day and `percent` (`87.65%`) a share, each as Excel's own; words among them, such as 合计, stay words.
 */
export interface ExcelColumn<Row> {
  heading: string
  of(row: Row): string | number | null
  kind?: 'text' | 'fen' | 'count' | 'moment' | 'date' | 'percent'
  width?: number
  /** What may be chosen in it, as a list that drops down. */
  choices?: readonly string[]
}

/** A text that a spreadsheet would take for a formula (= + - @ tab CR) is made inert (faults.md, Files). */
export function inert(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

/** Beijing is eight hours ahead; Excel's days have no zone. */
const BEIJING_MS = 8 * 3_600_000

const DAY = /^\d{4}-\d{2}-\d{2}$/

const PERCENT = /^(-?\d+(?:\.\d+)?)%$/

type ExcelCell = string | number | Date | null

const CELLS: Readonly<Record<NonNullable<ExcelColumn<never>['kind']>, (value: string | number) => ExcelCell>> = {
  text: (value) => inert(String(value)),
  fen: (value) => Number(value) / 100,
  count: Number,
  moment: (value) => new Date(Number(value) + BEIJING_MS),
  date: (value) => (DAY.test(String(value)) ? new Date(`${value}T00:00:00Z`) : inert(String(value))),
  percent(value) {
    const [, number] = PERCENT.exec(String(value)) ?? []
    return number === undefined ? inert(String(value)) : Number((Number(number) / 100).toFixed(6))
  },
}

const FORMATS: Readonly<Partial<Record<NonNullable<ExcelColumn<never>['kind']>, string>>> = {
  fen: '#,##0.00',
  moment: 'yyyy-mm-dd hh:mm:ss',
  date: 'yyyy-mm-dd',
  percent: '0.00%',
}

function cellOf<Row>(column: ExcelColumn<Row>, row: Row): ExcelCell {
  const value = column.of(row)
  return value === null ? null : CELLS[column.kind ?? 'text'](value)
}

/** As finance prints it: A4, as wide as the page, its headings on each, pages numbered. More columns than this lie across. */
const MOST_UPRIGHT = 7

/** The sheet that holds what may be chosen; nobody sees it. */
const CHOICES = '选项'

/**
 * Writes a workbook of one sheet to a stream, row by row as they come. Amounts are numbers with two decimals, so that they
 * can be summed, days and times are Excel's, shares are percentages; everything else is text. Its rows can be filtered, and it
 * is set up for printing.
 */
export async function writeExcel<Row>(
  stream: Stream,
  name: string,
  columns: readonly ExcelColumn<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true })
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: {
      ...{ paperSize: 9, orientation: columns.length > MOST_UPRIGHT ? 'landscape' : 'portrait' },
      ...{ fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1' },
    },
    headerFooter: { oddHeader: `&C${name.replaceAll('&', '&&')}`, oddFooter: '&C第 &P 页，共 &N 页' },
  })
  sheet.columns = columns.map(({ heading, kind, width }) => {
    const numFmt = FORMATS[kind ?? 'text']
    return { header: heading, width: width ?? (kind === 'moment' ? 20 : 16), style: numFmt ? { numFmt } : {} }
  })
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } }
  const chosen = columns.flatMap(({ choices }, at) => (choices ? [{ at: at + 1, choices }] : []))
  for await (const row of rows) {
    const added = sheet.addRow(columns.map((column) => cellOf(column, row)))
    for (const [nth, { at, choices }] of chosen.entries()) {
      const letter = String.fromCharCode(0x41 + nth)
      const formulae = [`${CHOICES}!$${letter}$1:$${letter}$${choices.length}`]
      added.getCell(at).dataValidation = { type: 'list', allowBlank: true, formulae }
    }
    added.commit()
  }
  sheet.commit()
  if (chosen.length > 0) writeChoices(workbook, chosen)
  await workbook.commit()
}

function writeChoices(
  workbook: exceljs.stream.xlsx.WorkbookWriter,
  chosen: readonly { choices: readonly string[] }[],
): void {
  const sheet = workbook.addWorksheet(CHOICES, { state: 'hidden' })
  const longest = Math.max(...chosen.map(({ choices }) => choices.length))
  for (let at = 0; at < longest; at++) sheet.addRow(chosen.map(({ choices }) => inert(choices[at] ?? ''))).commit()
  sheet.commit()
}
