import ExcelJS from 'exceljs'
import yauzl from 'yauzl'
import type { ReadTable } from '../../application/ports/system'
import { numberText } from './excelNumber'
import { MOST_CELLS, MOST_COLUMNS, MOST_ROWS, TOO_MANY, wrongTable } from './tableLimits'

/**
 * Whether a zip archive is whole and unpacks to at most so many bytes and entries. Counted while unpacking, without keeping
 * anything: what the archive's own directory says of sizes may be a lie (faults.md, Files).
 */
export function unzipsWithin(bytes: Buffer, mostBytes: number, mostEntries: number): Promise<boolean> {
  return new Promise((resolve) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, archive) => {
      if (error || archive.entryCount > mostEntries) return resolve(false)
      let unpacked = 0
      archive.on('error', () => resolve(false))
      archive.on('end', () => resolve(true))
      archive.on('entry', (entry: yauzl.Entry) => {
        archive.openReadStream(entry, (refused, stream) => {
          if (refused) return resolve(false)
          stream.on('error', () => resolve(false))
          stream.on('data', (chunk: Buffer) => {
            unpacked += chunk.length
            if (unpacked <= mostBytes) return
            stream.destroy()
            resolve(false)
          })
          stream.on('end', () => archive.readEntry())
        })
      })
      archive.readEntry()
    })
  })
}

const MAX_UNZIPPED_BYTES = 256 * 1024 * 1024

const MAX_ENTRIES = 200

/** Parts of a sheet that say nothing of its cells; some of them name a million cells in ten letters. */
const NOT_READ = [
  'conditionalFormatting',
  'dataValidations',
  'drawing',
  'extLst',
  'hyperlinks',
  'legacyDrawing',
  'picture',
]

/** Excel itself has no row behind it. */
const LAST_ROW_OF_EXCEL = 1_048_576

/** Cells that only look like something end a row too late; a row with more of them is no table's. */
const MOST_CELLS_OF_ROW = 1024

/**
 * Reads the first sheet of an .xlsx workbook; its first row that is not empty is the heading. An archive that unpacks to more
 * than the limit is refused before it is read, and a sheet of more rows, columns or cells than a table has (faults.md, Files).
 */
export async function excelTable(bytes: Buffer, mostUnzippedBytes = MAX_UNZIPPED_BYTES): Promise<ReadTable> {
  if (!(await unzipsWithin(bytes, mostUnzippedBytes, MAX_ENTRIES))) {
    return wrongTable('不是完整的 Excel 文件，或解压后过大')
  }
  const workbook = new ExcelJS.Workbook()
  const limits = { ignoreNodes: NOT_READ, maxRows: MOST_ROWS, maxCols: MOST_CELLS_OF_ROW }
  try {
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer, limits)
  } catch (error) {
    // What this machine cannot hold is told by who reads apart.
    if (error instanceof RangeError) throw error
    const [, many] = /^Max (row|column) count/.exec(error instanceof Error ? error.message : '') ?? []
    return wrongTable(many === undefined ? '不是完整的 Excel 文件' : TOO_MANY[many === 'row' ? 'rows' : 'columns'])
  }
  const [sheet] = workbook.worksheets
  if (!sheet) return wrongTable('Excel 文件里没有工作表')
  return tableOfSheet(sheet)
}

function tableOfSheet(sheet: ExcelJS.Worksheet): ReadTable {
  const lines: { line: number; cells: string[] }[] = []
  let cellCount = 0
  if (sheet.rowCount > LAST_ROW_OF_EXCEL) return wrongTable(TOO_MANY.rows)
  for (let line = 1; line <= sheet.rowCount; line++) {
    const row = sheet.findRow(line)
    if (!row) continue
    const cells = cellsOf(row)
    if (!cells) return wrongTable(TOO_MANY.columns, line)
    if (!cells.some((text) => text !== '')) continue
    lines.push({ line, cells })
    cellCount += cells.length
    if (cellCount > MOST_CELLS) return wrongTable(TOO_MANY.cells, line)
  }
  const [heading, ...rows] = lines
  if (!heading) return wrongTable('工作表是空的')
  return { outcome: 'read', table: { headings: heading.cells, rows } }
}

/** A row's cells as text; undefined where something stands in a column that no table has. Makes no cell that is not there. */
function cellsOf(row: ExcelJS.Row): string[] | undefined {
  let last = row.cellCount
  if (last > MOST_COLUMNS) {
    last = 0
    row.eachCell((cell, column) => {
      if (cellText(cell.value) !== '') last = column
    })
    if (last > MOST_COLUMNS) return undefined
  }
  return Array.from({ length: last }, (_, index) => cellText(row.findCell(index + 1)?.value))
}

/** What a person reads in a cell: a formula's result, the text of a link, a date as YYYY-MM-DD. */
function cellText(value: ExcelJS.CellValue | undefined): string {
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
