import { seasonBill } from '../../domain/billing/seasonBill'
import { seasonOf } from '../../domain/calendar/season'
import { COLUMN_HEADINGS, type ColumnName, columnOf, factsOf, type Registration } from '../../domain/household/columns'
import { differences, readRegistration } from '../../domain/household/registration'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { isRefused } from '../../domain/tariff/area'
import { type ReadRows, readCompanyTable } from '../common/readCompanyTable'
import type { Database } from '../ports/database'
import type { Clock, Ids, Table, TableFault } from '../ports/system'

/** A household as a file registers it; `line` is the one that it is on. */
export interface RegisteredRow {
  line: number
  registration: Registration
}

const REQUIRED: readonly ColumnName[] = ['userCode', 'owner', 'estate', 'use', 'buildingArea']

/** Reads a table of households for one company; see readCompanyTable for what is told about a wrong one. */
export function readHouseholdTable(
  rulebook: Rulebook,
  rulebooks: Rulebooks,
  table: Table,
): Promise<ReadRows<Omit<RegisteredRow, 'line'>>> {
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

export interface ImportHouseholdsInput {
  company: string
  table: Table
  /** Who imports, for the audit log. */
  actor: string
  /** What the file is called, for the audit log. */
  fileName: string
}

export type ImportOutcome =
  | {
      outcome: 'imported'
      imported: number
      /** Rows that say what is registered already. */
      unchanged: number
      /** Rows that belong to another company and were left to it. */
      otherCompanies: number
      /** Registered, but the rulebook has no price for them (domain.md C10): no bill will be opened. */
      withoutPrice: { line: number; userCode: string; reason: string }[]
    }
  | { outcome: 'wrong'; faults: TableFault[] }
  | { outcome: 'unknown-company' }

/**
 * Imports a company's households from a table, all of it or nothing. A household that is registered already stays as it is:
 * the same again is unchanged, and one that differs is a fault, because changes are made in a hall, with papers (BO9).
 */
export function createImportHouseholds(ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }) {
  const { database, clock, ids, rulebooks } = ports

  return async function importHouseholds(input: ImportHouseholdsInput): Promise<ImportOutcome> {
    const rulebook = rulebooks.get(input.company)
    if (!rulebook) return { outcome: 'unknown-company' }
    const read = await readHouseholdTable(rulebook, rulebooks, input.table)
    if (read.outcome === 'wrong') return read
    const { rows, otherCompanies } = read

    return database.transaction(async (store): Promise<ImportOutcome> => {
      // Two imports of one company wait for each other here (M2), so that the second finds what the first has registered.
      const batch = await store.sequences.next(rulebook.id, 'import-households')
      const known = await store.households.byUserCodes(
        rulebook.id,
        rows.map(({ registration }) => registration.userCode),
      )
      const byCode = new Map(known.map((household) => [household.userCode, household]))
      const faults: TableFault[] = rows.flatMap(({ line, registration }) => {
        const household = byCode.get(registration.userCode)
        const columns = household ? differences(registration, household) : []
        const titles = columns.map((column) => COLUMN_HEADINGS[column][0]).join('、')
        return columns.length > 0 ? [{ line, reason: `该用户已登记，${titles}与登记不同（变更须凭资料办理）` }] : []
      })
      if (faults.length > 0) return { outcome: 'wrong', faults }
      const fresh = rows.filter(({ registration }) => !byCode.has(registration.userCode))
      const now = clock.now()
      await store.households.insertMany(
        fresh.map(({ registration }) => ({
          ...registration,
          id: ids.next(),
          company: rulebook.id,
          creditFen: 0,
          version: 0,
          createdAt: now,
        })),
      )
      const unchanged = rows.length - fresh.length
      if (fresh.length > 0) {
        await store.audit.append({
          id: ids.next(),
          company: rulebook.id,
          at: now,
          actor: input.actor,
          deed: 'import-households',
          subject: input.fileName.slice(-100),
          detail: { batch, imported: fresh.length, unchanged },
        })
      }
      const withoutPrice = unpriced(rulebook, rows, clock.today())
      return { outcome: 'imported', imported: fresh.length, unchanged, otherCompanies, withoutPrice }
    })
  }
}

function unpriced(rulebook: Rulebook, rows: readonly RegisteredRow[], today: string) {
  const season = seasonOf(rulebook, today).name
  return rows.flatMap(({ line, registration }) => {
    const fee = seasonBill(rulebook, factsOf(registration), season)
    return isRefused(fee) ? [{ line, userCode: registration.userCode, reason: fee.reason }] : []
  })
}
