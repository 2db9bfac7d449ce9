import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import type { ReadReading } from '../../domain/settlement/reading'
import {
  READING_HEADINGS,
  type ReadingColumn,
  readingColumnOf,
  readReadingRow,
} from '../../domain/settlement/readingRow'
import type { Table, TableFault } from '../tablePort'

/** A reading as a file has it, and the line it is on. */
export interface ReadingRow {
  line: number
  userCode: string
  reading: ReadReading
}

export type ReadReadings =
  | { outcome: 'read'; rows: ReadingRow[]; otherCompanies: number }
  | { outcome: 'wrong'; faults: TableFault[] }

const titleOf = (column: ReadingColumn): string => `${READING_HEADINGS[column][0]}（${column}）`

/**
 * Reads a table of meter readings for one company and season. Rows of another known company are left to that one and
 * counted. Everything that is wrong is listed with its line: headings, cells, a user code that comes twice.
 */
export function readReadingTable(rulebook: Rulebook, rulebooks: Rulebooks, season: string, table: Table): ReadReadings {
  const columns = table.headings.map(readingColumnOf)
  const faults = headingFaults(table.headings, columns)
  if (faults.length > 0) return { outcome: 'wrong', faults }
  const rows: ReadingRow[] = []
  const lineOfCode = new Map<string, number>()
  let otherCompanies = 0
  for (const { line, cells } of table.rows) {
    if (cells.length > columns.length) {
      faults.push({ line, reason: `有 ${cells.length} 格，比标题多` })
      continue
    }
    const byColumn: Partial<Record<ReadingColumn, string>> = {}
    columns.forEach((column, index) => {
      if (column) byColumn[column] = cells[index] ?? ''
    })
    const company = byColumn.company?.trim() || rulebook.id
    if (company !== rulebook.id) {
      if (rulebooks.get(company)) otherCompanies += 1
      else faults.push({ line, reason: `${titleOf('company')}：没有这家公司` })
      continue
    }
    const userCode = (byColumn.userCode ?? '').normalize('NFKC').trim()
    if (!new RegExp(rulebook.userCode.pattern).test(userCode)) {
      faults.push({ line, reason: `${titleOf('userCode')}：应为 ${rulebook.userCode.shape}` })
      continue
    }
    const read = readReadingRow(byColumn, season)
    if (read.outcome === 'wrong') {
      faults.push(...read.faults.map(({ column, reason }) => ({ line, reason: `${titleOf(column)}：${reason}` })))
      continue
    }
    const earlier = lineOfCode.get(userCode)
    if (earlier === undefined) {
      lineOfCode.set(userCode, line)
      rows.push({ line, userCode, reading: read.reading })
    } else faults.push({ line, reason: `${titleOf('userCode')}：与第 ${earlier} 行重复` })
  }
  return faults.length > 0 ? { outcome: 'wrong', faults } : { outcome: 'read', rows, otherCompanies }
}

function headingFaults(headings: readonly string[], columns: readonly (ReadingColumn | undefined)[]): TableFault[] {
  const fault = (reason: string): TableFault => ({ line: 1, reason })
  const has = (column: ReadingColumn): boolean => columns.includes(column)
  const found = headings.flatMap((heading, index) => {
    const column = columns[index]
    if (!column) return [fault(`不认识的标题“${heading}”（第 ${index + 1} 列）`)]
    return columns.indexOf(column) < index ? [fault(`标题“${heading}”重复：${titleOf(column)}`)] : []
  })
  for (const column of ['userCode', 'unit'] as const) {
    if (!has(column)) found.push(fault(`缺少标题 ${titleOf(column)}`))
  }
  if (!has('quantity') && !(has('startReading') && has('endReading'))) {
    found.push(fault(`缺少标题 ${titleOf('quantity')}，或 ${titleOf('startReading')} 和 ${titleOf('endReading')}`))
  }
  return found
}
