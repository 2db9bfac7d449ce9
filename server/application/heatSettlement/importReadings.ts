import { seasonName } from '../../../contract/estimates'
import { heatedDates } from '../../domain/calendar/season'
import {
  isAbsurd,
  type MeterReading,
  READING_HEADINGS,
  type ReadingColumn,
  type ReadReading,
  readingColumnOf,
  readReadingRow,
  sameReading,
} from '../../domain/heatSettlement/reading'
import type { SettlementRecord } from '../../domain/heatSettlement/settlement'
import type { Household } from '../../domain/household/household'
import { plainUserCode } from '../../domain/household/userCode'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { type ReadRows, readCompanyTable } from '../common/readCompanyTable'
import { type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids, Table, TableFault } from '../ports/system'

/** A reading as a file has it; `line` is the one that it is on. */
export interface ReadingRow {
  line: number
  userCode: string
  reading: ReadReading
}

/** Reads a table of meter readings for one company and season; see readCompanyTable for what is told about a wrong one. */
export function readReadingTable(
  rulebook: Rulebook,
  rulebooks: Rulebooks,
  season: string,
  table: Table,
): Promise<ReadRows<Omit<ReadingRow, 'line'>>> {
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
      const userCode = plainUserCode(cells.userCode ?? '')
      if (!new RegExp(pattern).test(userCode)) {
        return { outcome: 'wrong', faults: [{ column: 'userCode', reason: `应为 ${shape}` }] }
      }
      const read = readReadingRow(cells, season)
      return read.outcome === 'wrong' ? read : { outcome: 'read', userCode, row: { userCode, reading: read.reading } }
    },
  })
}

export interface ImportReadingsInput {
  company: string
  season: string
  table: Table
  /** Who imports. */
  actor: string
  fileName: string
}

export type ImportedReadings =
  | {
      outcome: 'imported'
      imported: number
      /** Households whose earlier reading of this season now has a correction after it. */
      corrected: number
      unchanged: number
      otherCompanies: number
    }
  | { outcome: 'wrong'; faults: TableFault[] }

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }

/**
 * Imports what heat meters showed after a season, all of a file or nothing of it. A household that has a reading already
 * gets a correction after it, until its result was made public: then the data stand (BZ6). Refused: `not-found`,
 * `no-such-season`, `season-not-over` before the season has begun.
 */
export function createImportReadings(ports: Ports) {
  const { database, clock, ids, rulebooks } = ports

  return async function importReadings(
    input: ImportReadingsInput,
  ): Promise<ImportedReadings | Refusal<'no-such-season' | 'not-found' | 'season-not-over'>> {
    const { company, season, actor } = input
    const rulebook = rulebooks.get(company)
    if (!rulebook) return refuse('not-found')
    if (!seasonName.safeParse(season).success) return refuse('no-such-season')
    const { startsOn, endsOn } = heatedDates(rulebook, season)
    if (clock.today() < startsOn) return refuse('season-not-over', { endsOn })
    const read = await readReadingTable(rulebook, rulebooks, season, input.table)
    if (read.outcome === 'wrong') return read
    const { rows, otherCompanies } = read

    const work = async (
      store: Pick<Store, 'audit' | 'households' | 'readings' | 'sequences' | 'settlements'>,
    ): Promise<ImportedReadings> => {
      // Two imports of one season wait for each other here (M2), so that the second corrects what the first has written.
      const batch = await store.sequences.next(company, `readings:${season}`)
      const known = await knownBefore(store, company, season, rows)
      const faults = rows.flatMap((row) => faultOf(row, known))
      if (faults.length > 0) throw new NothingImported(faults)
      const recordedAt = clock.now()
      let corrected = 0
      const fresh: MeterReading[] = []
      for (const { line, userCode, reading } of rows) {
        const household = known.households.get(userCode)
        if (!household) continue
        const before = known.readings.get(household.id)
        if (before && sameReading(before, reading)) continue
        if (before) corrected += 1
        const of = { id: ids.next(), company, householdId: household.id, season, sequence: (before?.sequence ?? 0) + 1 }
        fresh.push({ ...of, ...reading, batch, line, fileName: input.fileName.slice(-200), by: actor, recordedAt })
      }
      await store.readings.insertMany(fresh)
      const counts = { imported: fresh.length - corrected, corrected, unchanged: rows.length - fresh.length }
      if (fresh.length > 0) {
        await store.audit.append({
          id: ids.next(),
          company,
          at: recordedAt,
          actor,
          deed: 'import-readings',
          subject: season,
          detail: { batch, ...counts },
        })
      }
      return { outcome: 'imported', ...counts, otherCompanies }
    }
    try {
      return await database.transaction(work)
    } catch (error) {
      if (error instanceof NothingImported) return { outcome: 'wrong', faults: error.faults }
      throw error
    }
  }
}

/** Carries the faults out of the transaction, so that it is rolled back: a refused import changes nothing. */
class NothingImported extends Error {
  constructor(readonly faults: TableFault[]) {
    super(`${faults.length} faults`)
  }
}

interface Known {
  households: Map<string, Household>
  readings: Map<string, MeterReading>
  settlements: Map<string, SettlementRecord>
}

async function knownBefore(
  store: Pick<Store, 'households' | 'readings' | 'settlements'>,
  company: string,
  season: string,
  rows: ReadingRow[],
): Promise<Known> {
  const households = await store.households.byUserCodes(
    company,
    rows.map(({ userCode }) => userCode),
  )
  const householdIds = households.map(({ id }) => id)
  const settlements = (await store.settlements.ofHouseholds(householdIds)).filter((one) => one.season === season)
  return {
    households: new Map(households.map((household) => [household.userCode, household])),
    readings: new Map((await store.readings.latest(householdIds, season)).map((one) => [one.householdId, one])),
    settlements: new Map(settlements.map((one) => [one.householdId, one])),
  }
}

/** What a row says that cannot be: a stranger, a household without a meter, an impossible quantity, a result made public. */
function faultOf({ line, userCode, reading }: ReadingRow, known: Known): TableFault[] {
  const household = known.households.get(userCode)
  if (!household) return [{ line, reason: '没有这个用户' }]
  if (household.billing !== 'metered') return [{ line, reason: '该用户不是热计量用户' }]
  if (!reading.faulty && isAbsurd(reading, household.buildingArea)) {
    return [{ line, reason: '用热量与面积相比过大，请核对单位（kWh、MWh、GJ）' }]
  }
  const before = known.readings.get(household.id)
  const published = known.settlements.get(household.id)?.status === 'published'
  if (published && !(before && sameReading(before, reading))) {
    return [{ line, reason: '该用户的结算结果已公示，不能再改读数' }]
  }
  return []
}
