import type { Rulebook } from '../rulebook/rulebook'
import { addDays, type CivilDate } from './civilDate'
import { dayAfterSeason, dayOfSeason, seasonBefore } from './season'

/** Whether suspension or resumption may be asked for, and who does the work (domain.md BO6, TS6). */
export type SuspensionWindow =
  | { outcome: 'open'; until: CivilDate; work: 'company' | 'household'; inspected: boolean; text: string; rule: string }
  | { outcome: 'not-yet'; opensOn: CivilDate }
  /** `charged`: who asks now pays the season as normal (TS6). `closed`: nothing is taken any more (BO6). */
  | { outcome: 'closed'; since: CivilDate; duringSeason: 'charged' | 'closed' }
  | { outcome: 'no-rule' }

/**
 * The window for suspending or resuming a season's heat that a day falls into. Windows lie between the end of the season
 * before (as it was really heated, BJ6) and the season's first day, or reach into it where they say their year; both ends are
 * inclusive.
 */
export function suspensionWindow(
  rulebook: Pick<Rulebook, 'season' | 'suspension'>,
  season: string,
  on: CivilDate,
): SuspensionWindow {
  if (!rulebook.suspension) return { outcome: 'no-rule' }
  const heatOff = dayAfterSeason(rulebook, seasonBefore(season))
  let since = heatOff
  for (const { from, to, work, inspected, text, rule } of rulebook.suspension.windows) {
    const opensOn = from === undefined ? heatOff : dayOfSeason(rulebook, season, from, 'before')
    const until = dayOfSeason(rulebook, season, to, 'before')
    if (on < opensOn) return { outcome: 'not-yet', opensOn }
    if (on <= until) return { outcome: 'open', until, work, inspected, text, rule }
    since = addDays(until, 1)
  }
  return { outcome: 'closed', since, duringSeason: rulebook.suspension.duringSeason }
}

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
