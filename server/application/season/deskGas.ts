import type { DeskGasAnswer, DeskGasSeason } from '../../../contract/consoleGas'
import { gasSubsidyCollection } from '../../domain/gasReport/gasReport'
import type { Household } from '../../domain/household/household'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { type Staff, worksFor } from '../../domain/staff/staff'
import type { Clock, Database, Store } from '../ports'
import { type Refusal, refuse } from '../refusal'
import { gasHomeOf } from './gasReports'
import { gasStanding } from './gasStanding'
import { viewsOf } from './views'

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
  return async (staff: Pick<Staff, 'company'>, householdId: string): Promise<DeskGasAnswer | Refusal> => {
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
  store: Store,
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
  store: Store,
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
