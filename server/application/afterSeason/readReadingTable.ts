import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import type { ReadReading } from '../../domain/settlement/reading'
import {
  READING_HEADINGS,
  type ReadingColumn,
  readingColumnOf,
  readReadingRow,
} from '../../domain/settlement/readingRow'
import { type ReadRows, readCompanyTable } from '../readCompanyTable'
import type { Table } from '../tablePort'

/** A reading as a file has it; `line` is the one that it is on. */
export interface ReadingRow {
  line: number
  userCode: string
  reading: ReadReading
}

/** Reads a table of meter readings for one company and season; see readCompanyTable for what is told of a wrong one. */
export function readReadingTable(
  rulebook: Rulebook,
  rulebooks: Rulebooks,
  season: string,
  table: Table,
): ReadRows<Omit<ReadingRow, 'line'>> {
  const { pattern, shape } = rulebook.userCode
  return readCompanyTable<ReadingColumn, Omit<ReadingRow, 'line'>>(rulebook, rulebooks, table, {
    columnOf: readingColumnOf,
    headings: READING_HEADINGS,
    missing: (has, titleOf) => [
      ...(['userCode', 'unit'] as const).filter((column) => !has(column)).map(titleOf),
      ...(has('quantity') || (has('startReading') && has('endReading'))
        ? []
        : [`${titleOf('quantity')}，或 ${titleOf('startReading')} 和 ${titleOf('endReading')}`]),
    ],
    read(cells) {
      const userCode = (cells.userCode ?? '').normalize('NFKC').trim()
      if (!new RegExp(pattern).test(userCode)) {
        return { outcome: 'wrong', faults: [{ column: 'userCode', reason: `应为 ${shape}` }] }
      }
      const read = readReadingRow(cells, season)
      return read.outcome === 'wrong' ? read : { outcome: 'read', userCode, row: { userCode, reading: read.reading } }
    },
  })
}
