import type { GasAnswer } from '../../../contract/applications'
import type { DeskGasAnswer, DeskGasSeason } from '../../../contract/consoleGas'
import { seasonBefore, seasonOf } from '../../domain/calendar/season'
import { gasReportDays, gasSubsidyCollection, subsidyDue } from '../../domain/gasReport/gasReport'
import type { Household } from '../../domain/household/household'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { type Staff, worksFor } from '../../domain/staff/staff'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { actsFor } from '../households/households'
import type { Database, Store } from '../ports/database'
import type { Clock } from '../ports/system'
import { acceptedReadings, GAS_WINDOWS, gasHomeOf, gasReportsOf } from './gasReports'
import { viewsOf } from './views'

/**
 * How far a home's subsidy of a season is (domain.md BJ8): what was granted and perhaps collected; before that, what is worked
 * out from the accepted readings, at a rate that the rulebook names. Amount in fen, rate in yuan a m³.
 */
export async function gasStanding(
  store: Pick<Store, 'applications' | 'gasSubsidies'>,
  rulebook: Rulebook,
  householdId: string,
  season: string,
): Promise<DeskGasSeason['subsidy']> {
  const granted = await store.gasSubsidies.of(householdId, season)
  if (granted) {
    const { cubicMetres, rate, amountFen } = granted
    const collection = await store.gasSubsidies.collectionOf(granted.id)
    return collection
      ? { state: 'collected', cubicMetres, rate, amountFen, on: collection.on }
      : { state: 'granted', cubicMetres, rate, amountFen, on: granted.on }
  }
  const due = subsidyDue(rulebook, acceptedReadings(await gasReportsOf(store, householdId, season)))
  return { cubicMetres: null, rate: null, amountFen: null, on: null, ...due }
}

/** A gas-heated home's windows, reports, subsidy, and where those collect it who cannot use the app (domain.md BJ8). */
export function createShowGas({
  database: { read },
  clock,
  rulebooks,
}: {
  database: Database
  clock: Clock
  rulebooks: Rulebooks
}) {
  return async function showGas(
    resident: Resident,
    householdId: string,
  ): Promise<GasAnswer | Refusal<'bind-first' | 'not-found'>> {
    const own = await actsFor(read, rulebooks, resident, householdId)
    if (isRefusal(own)) return own
    const { rulebook } = own
    const { rows } = await read.applications.list({ householdId, kinds: ['gas-report'] }, 0, 50)
    const applications = await viewsOf(read, rulebooks, rows, { resident })
    if (gasHomeOf(own) !== 'gas-home') {
      const subsidy = { state: 'rate-not-published', cubicMetres: null, amountFen: null, on: null } as const
      return { offered: false, season: null, windows: [], subsidy, collection: null, applications }
    }
    const today = clock.today()
    const season = seasonShown(rulebook, today)
    const windows = GAS_WINDOWS.flatMap((window) => {
      const days = gasReportDays(rulebook, season, window)
      return days ? [{ window, ...days, open: days.from <= today && today <= days.to }] : []
    })
    const collection = gasSubsidyCollection(rulebook, season)
    return {
      offered: true,
      season,
      windows,
      subsidy: await subsidyOf(read, rulebook, householdId, season),
      collection: collection ? { ...collection, places: [...collection.places] } : null,
      applications,
    }
  }
}

/** The season that ended, until its subsidy can no longer be collected; then the next. */
function seasonShown(rulebook: Rulebook, today: string): string {
  const season = seasonOf(rulebook, today)
  const before = seasonBefore(season.name)
  const collection = gasSubsidyCollection(rulebook, before)
  return collection && today <= collection.to && today < season.startsOn ? before : season.name
}

/** What the resident sees of it: the rate stands on the report of which it was granted. */
async function subsidyOf(
  store: Pick<Store, 'applications' | 'gasSubsidies'>,
  rulebook: Rulebook,
  householdId: string,
  season: string,
): Promise<GasAnswer['subsidy']> {
  const { rate: _, ...shown } = await gasStanding(store, rulebook, householdId, season)
  return shown
}

const MOST = 50

/** What the desk sees of a home's gas reports and subsidies, season by season (domain.md BJ8). Refused: `not-found`. */
export function createDeskGas({
  database: { read },
  clock,
  rulebooks,
}: {
  database: Database
  clock: Clock
  rulebooks: Rulebooks
}) {
  return async (staff: Pick<Staff, 'company'>, householdId: string): Promise<DeskGasAnswer | Refusal<'not-found'>> => {
    const household = await read.households.byId(householdId)
    const rulebook = household && rulebooks.get(household.company)
    if (!rulebook || !worksFor(staff, household.company)) return refuse('not-found')
    const { rows } = await read.applications.list({ householdId, kinds: ['gas-report'] }, 0, MOST)
    const reports = await viewsOf(read, rulebooks, rows, { staff: true })
    const seasons: DeskGasSeason[] = []
    for (const season of new Set(reports.map((report) => report.season))) {
      const own = reports.filter((report) => report.season === season)
      seasons.push(await seasonOfHome(read, { rulebook, household, season, reports: own, today: clock.today() }))
    }
    return { gasHome: gasHomeOf({ household, rulebook }) === 'gas-home', seasons }
  }
}

async function seasonOfHome(
  store: Pick<Store, 'applications' | 'approvals' | 'gasSubsidies'>,
  of: {
    rulebook: Rulebook
    household: Household
    season: string
    reports: DeskGasSeason['reports']
    today: string
  },
): Promise<DeskGasSeason> {
  const { rulebook, household, season, reports, today } = of
  const days = gasSubsidyCollection(rulebook, season)
  return {
    season,
    reportId: reports[0]?.id ?? '',
    subsidy: await gasStanding(store, rulebook, household.id, season),
    collection: days ? { ...days, places: [...days.places], open: days.from <= today && today <= days.to } : null,
    waitingApprovalId: await waitingOn(store, household, season, reports),
    reports,
  }
}

/** The open proposal to grant the season's subsidy, or to write down that it was collected. */
async function waitingOn(
  store: Pick<Store, 'approvals' | 'gasSubsidies'>,
  { id, company }: Household,
  season: string,
  reports: DeskGasSeason['reports'],
): Promise<string | null> {
  const subsidy = await store.gasSubsidies.of(id, season)
  const collecting = subsidy && (await store.approvals.openOn(company, 'gas-collection', subsidy.id))
  if (collecting) return collecting.id
  for (const report of reports) {
    const granting = await store.approvals.openOn(company, 'gas-subsidy', report.id)
    if (granting) return granting.id
  }
  return null
}
