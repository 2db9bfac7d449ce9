import type { GasAnswer } from '../../../contract/applications'
import { seasonBefore, seasonOf } from '../../domain/calendar/season'
import { gasReportDays, gasSubsidyCollection } from '../../domain/gasReport/gasReport'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import type { Clock, Database, Store } from '../ports'
import { isRefusal, type Refusal } from '../refusal'
import { actsFor } from './actsFor'
import { GAS_WINDOWS, gasHomeOf } from './gasReports'
import { gasStanding } from './gasStanding'
import { viewsOf } from './views'

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
  return async function showGas(resident: Resident, householdId: string): Promise<GasAnswer | Refusal> {
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
  store: Store,
  rulebook: Rulebook,
  householdId: string,
  season: string,
): Promise<GasAnswer['subsidy']> {
  const { rate: _, ...shown } = await gasStanding(store, rulebook, householdId, season)
  return shown
}
