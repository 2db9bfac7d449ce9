import type { GasAnswer } from '../../../contract/applications'
import type { ResidentApplication } from '../../domain/applying/application'
import { seasonBefore, seasonOf } from '../../domain/calendar/season'
import { gasReportDays, gasSubsidy, gasSubsidyCollection } from '../../domain/gasReport/gasReport'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { exact } from '../../domain/tariff/exact'
import type { Clock, Database } from '../ports'
import { isRefusal, type Refusal } from '../refusal'
import { actsFor } from './actsFor'
import { GAS_WINDOWS, gasHomeOf, gasReportsOf } from './gasReports'
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
      const subsidy = { state: 'rate-not-published', cubicMetres: null, amountFen: null } as const
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
      subsidy: subsidyOf(rulebook, await gasReportsOf(read, householdId, season)),
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

/** Worked out once both readings were accepted, and only at a rate that the rulebook names. */
function subsidyOf(rulebook: Rulebook, reports: readonly ResidentApplication<'gas-report'>[]): GasAnswer['subsidy'] {
  const accepted = reports.filter(({ status }) => status === 'accepted')
  const [before, after] = GAS_WINDOWS.map((window) => accepted.find(({ facts }) => facts.window === window)?.facts)
  const used = before && after ? exact(after.cubicMetres).minus(before.cubicMetres).toFixed() : null
  if (rulebook.gasReports?.subsidyPerCubicMetre === undefined) {
    return { state: 'rate-not-published', cubicMetres: used, amountFen: null }
  }
  if (!before || !after) return { state: 'awaiting-readings', cubicMetres: null, amountFen: null }
  const amountFen = gasSubsidy(rulebook, before.cubicMetres, after.cubicMetres)
  return typeof amountFen === 'number'
    ? { state: 'worked-out', cubicMetres: used, amountFen }
    : { state: 'rate-not-published', cubicMetres: used, amountFen: null }
}
