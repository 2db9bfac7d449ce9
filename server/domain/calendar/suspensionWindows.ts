import type { Rulebook } from '../rulebook/rulebook'
import { addDays, type CivilDate } from './civilDate'
import { dayAfterSeason, seasonBefore } from './season'
import { suspensionWindow } from './suspensionWindow'

/** One window of a season, with both its days (domain.md BO6, TS6). */
export interface SuspensionDays {
  from: CivilDate
  to: CivilDate
  work: 'company' | 'household'
  inspected: boolean
  text: string
}

/** All windows in which a season's heat may be suspended or resumed, the earliest first; none without a rule. */
export function suspensionWindows(rulebook: Pick<Rulebook, 'season' | 'suspension'>, season: string): SuspensionDays[] {
  const windows: SuspensionDays[] = []
  let day = dayAfterSeason(rulebook, seasonBefore(season))
  for (;;) {
    const window = suspensionWindow(rulebook, season, day)
    if (window.outcome === 'not-yet') {
      day = window.opensOn
      continue
    }
    if (window.outcome !== 'open') return windows
    const { until, work, inspected, text } = window
    windows.push({ from: day, to: until, work, inspected, text })
    day = addDays(until, 1)
  }
}
