import { COLUMN_HEADINGS, type ColumnName, columnOf, type Registration } from '../domain/household/columns'
import { type Cells, readRegistration } from '../domain/household/registration'
import type { Rulebook, Rulebooks } from '../domain/rulebook/rulebook'
import type { Table, TableFault } from './tablePort'

/** A household as a file registers it, and the line it is on. */
export interface RegisteredRow {
  line: number
  registration: Registration
}

export type ReadHouseholds =
  | { outcome: 'read'; rows: RegisteredRow[]; otherCompanies: number }
  | { outcome: 'wrong'; faults: TableFault[] }

const REQUIRED: readonly ColumnName[] = ['userCode', 'owner', 'estate', 'use', 'buildingArea']

/** `用户编码（userCode）`: a column as errors name it. */
function columnTitle(column: ColumnName): string {
  return `${COLUMN_HEADINGS[column][0]}（${column}）`
}

/**
 * Reads a table of households for one company. Rows that name another known company are left to that one and counted.
 * Everything that is wrong is listed with its line: headings, cells, and a user code that comes twice.
 */
export function readHouseholdTable(rulebook: Rulebook, rulebooks: Rulebooks, table: Table): ReadHouseholds {
  const columns = table.headings.map(columnOf)
  const faults = headingFaults(table.headings, columns)
  if (faults.length > 0) return { outcome: 'wrong', faults }
  const rows: RegisteredRow[] = []
  const lineOfCode = new Map<string, number>()
  let otherCompanies = 0
  for (const { line, cells } of table.rows) {
    if (cells.length > columns.length) {
      faults.push({ line, reason: `有 ${cells.length} 格，比标题多` })
      continue
    }
    const byColumn: Cells = {}
    columns.forEach((column, index) => {
      if (column) byColumn[column] = cells[index] ?? ''
    })
    const company = byColumn.company?.trim() || rulebook.id
    if (company !== rulebook.id) {
      if (rulebooks.get(company)) otherCompanies += 1
      else faults.push({ line, reason: `${columnTitle('company')}：没有这家公司` })
      continue
    }
    const read = readRegistration(rulebook, byColumn)
    if (read.outcome === 'wrong') {
      faults.push(...read.faults.map(({ column, reason }) => ({ line, reason: `${columnTitle(column)}：${reason}` })))
      continue
    }
    const earlier = lineOfCode.get(read.registration.userCode)
    if (earlier === undefined) {
      lineOfCode.set(read.registration.userCode, line)
      rows.push({ line, registration: read.registration })
    } else faults.push({ line, reason: `${columnTitle('userCode')}：与第 ${earlier} 行重复` })
  }
  return faults.length > 0 ? { outcome: 'wrong', faults } : { outcome: 'read', rows, otherCompanies }
}

function headingFaults(headings: readonly string[], columns: readonly (ColumnName | undefined)[]): TableFault[] {
  const fault = (reason: string): TableFault => ({ line: 1, reason })
  return [
    ...headings.flatMap((heading, index) => {
      const column = columns[index]
      if (!column) return [fault(`不认识的标题“${heading}”（第 ${index + 1} 列）`)]
      return columns.indexOf(column) < index ? [fault(`标题“${heading}”重复：${columnTitle(column)}`)] : []
    }),
    ...REQUIRED.filter((column) => !columns.includes(column)).map((column) => fault(`缺少标题 ${columnTitle(column)}`)),
  ]
}
