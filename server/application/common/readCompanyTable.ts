import { setImmediate as breath } from 'node:timers/promises'
import { excelDamage } from '../../domain/reconciliation/excelDamage'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import type { Table, TableFault } from '../ports/system'

/** How the rows of one kind of table are read. */
export interface RowReader<Column extends string, Row> {
  columnOf(heading: string): Column | undefined
  /** What a column may be headed with, the usual word first. */
  headings: Readonly<Record<Column, readonly string[]>>
  /** What is missing among the headings, in words. */
  missing(has: (column: Column) => boolean, titleOf: (column: Column) => string): string[]
  read(
    cells: Partial<Record<Column, string>>,
  ):
    | { outcome: 'read'; userCode: string; row: Row }
    | { outcome: 'wrong'; faults: readonly { column: Column; reason: string }[] }
}

/** After so many rows others take their turn: notifications are acknowledged while a large table is read (M9). */
const ROWS_AT_ONCE = 500

export type ReadRows<Row> =
  | { outcome: 'read'; rows: (Row & { line: number })[]; otherCompanies: number }
  | { outcome: 'wrong'; faults: TableFault[] }

/**
 * Reads a table with a row a household for one company. Rows of another known company are left to that one and counted.
 * Everything that is wrong is listed with its line: headings, cells, a user code that comes twice.
 */
export async function readCompanyTable<Column extends string, Row extends object>(
  rulebook: Rulebook,
  rulebooks: Rulebooks,
  { headings, rows: lines }: Table,
  reader: RowReader<Column | 'company' | 'userCode', Row>,
): Promise<ReadRows<Row>> {
  type Named = Column | 'company' | 'userCode'
  const columns = headings.map((heading) => reader.columnOf(heading))
  /** `用户编码（userCode）`: a column as errors name it. */
  const titleOf = (column: Named): string => `${reader.headings[column][0]}（${column}）`
  const faults = headingFaults(headings, columns, titleOf)
  const absent = reader.missing((column) => columns.includes(column), titleOf)
  faults.push(...absent.map((title) => ({ line: 1, reason: `缺少标题 ${title}` })))
  if (faults.length > 0) return { outcome: 'wrong', faults }

  const rows: (Row & { line: number })[] = []
  const lineOfCode = new Map<string, number>()
  let otherCompanies = 0
  for (const [at, { line, cells }] of lines.entries()) {
    if (at % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await breath()
    if (cells.length > columns.length) {
      faults.push({ line, reason: `有 ${cells.length} 格，比标题多` })
      continue
    }
    const byColumn: Partial<Record<Named, string>> = {}
    columns.forEach((column, index) => {
      if (column) byColumn[column] = cells[index] ?? ''
    })
    const company = byColumn.company?.trim() || rulebook.id
    if (company !== rulebook.id) {
      if (rulebooks.get(company)) otherCompanies += 1
      else faults.push({ line, reason: `${titleOf('company')}：没有这家公司` })
      continue
    }
    const spoilt = columns.flatMap((column) => {
      const reason = column && excelDamage(byColumn[column] ?? '')
      return reason ? [{ line, reason: `${titleOf(column)}：${reason}` }] : []
    })
    if (spoilt.length > 0) {
      faults.push(...spoilt)
      continue
    }
    const read = reader.read(byColumn)
    if (read.outcome === 'wrong') {
      faults.push(...read.faults.map(({ column, reason }) => ({ line, reason: `${titleOf(column)}：${reason}` })))
      continue
    }
    const earlier = lineOfCode.get(read.userCode)
    if (earlier === undefined) {
      lineOfCode.set(read.userCode, line)
      rows.push({ ...read.row, line })
    } else faults.push({ line, reason: `${titleOf('userCode')}：与第 ${earlier} 行重复` })
  }
  return faults.length > 0 ? { outcome: 'wrong', faults } : { outcome: 'read', rows, otherCompanies }
}

function headingFaults<Column extends string>(
  headings: readonly string[],
  columns: readonly (Column | undefined)[],
  titleOf: (column: Column) => string,
): TableFault[] {
  return headings.flatMap((heading, index) => {
    const column = columns[index]
    if (!column) return [{ line: 1, reason: `不认识的标题“${heading}”（第 ${index + 1} 列）` }]
    return columns.indexOf(column) < index ? [{ line: 1, reason: `标题“${heading}”重复：${titleOf(column)}` }] : []
  })
}
