import { COLUMN_HEADINGS, type ColumnName, columnOf, type Registration } from '../domain/household/columns'
import { readRegistration } from '../domain/household/registration'
import type { Rulebook, Rulebooks } from '../domain/rulebook/rulebook'
import { type ReadRows, readCompanyTable } from './readCompanyTable'
import type { Table } from './tablePort'

/** A household as a file registers it; `line` is the one that it is on. */
export interface RegisteredRow {
  line: number
  registration: Registration
}

const REQUIRED: readonly ColumnName[] = ['userCode', 'owner', 'estate', 'use', 'buildingArea']

/** Reads a table of households for one company; see readCompanyTable for what is told of a wrong one. */
export function readHouseholdTable(
  rulebook: Rulebook,
  rulebooks: Rulebooks,
  table: Table,
): ReadRows<Omit<RegisteredRow, 'line'>> {
  return readCompanyTable<ColumnName, Omit<RegisteredRow, 'line'>>(rulebook, rulebooks, table, {
    columnOf,
    headings: COLUMN_HEADINGS,
    missing: (has, titleOf) => REQUIRED.filter((column) => !has(column)).map(titleOf),
    read(cells) {
      const read = readRegistration(rulebook, cells)
      if (read.outcome === 'wrong') return read
      const { registration } = read
      return { outcome: 'read', userCode: registration.userCode, row: { registration } }
    },
  })
}
