import type { GasAnswer } from '../../../contract/applications'
import { seasonBefore, seasonOf } from '../../domain/calendar/season'
import { gasReportDays, gasSubsidyCollection } from '../../domain/gasReport/gasReport'
import { subsidyDue } from '../../domain/gasReport/subsidy'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import type { Clock, Database, Store } from '../ports'
import { isRefusal, type Refusal } from '../refusal'
import { actsFor } from './actsFor'
import { acceptedReadings, GAS_WINDOWS, gasHomeOf, gasReportsOf } from './gasReports'
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

/** What was granted; before that, what is worked out from the accepted readings, at a rate that the rulebook names. */
async function subsidyOf(
  store: Store,
  rulebook: Rulebook,
  householdId: string,
  season: string,
): Promise<GasAnswer['subsidy']> {
  const granted = await store.gasSubsidies.of(householdId, season)
  if (granted) {
    const { cubicMetres, amountFen } = granted
    const collection = await store.gasSubsidies.collectionOf(granted.id)
    return collection
      ? { state: 'collected', cubicMetres, amountFen, on: collection.on }
      : { state: 'granted', cubicMetres, amountFen, on: granted.on }
  }
  const due = subsidyDue(rulebook, acceptedReadings(await gasReportsOf(store, householdId, season)))
  return { cubicMetres: null, amountFen: null, on: null, ...omitRate(due) }
}

const omitRate = (due: ReturnType<typeof subsidyDue>) =>
  due.state === 'worked-out' ? { state: due.state, cubicMetres: due.cubicMetres, amountFen: due.amountFen } : due
