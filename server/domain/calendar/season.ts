import type { Rulebook } from '../rulebook/rulebook'
import {
  addDays,
  type CivilDate,
  daysInclusive,
  firstOnOrAfter,
  inYear,
  lastOnOrBefore,
  partsOfSeasonDay,
  type SeasonDay,
  yearOf,
} from './civilDate'

/** A heating season (采暖季), named by its two years: `2025-2026` (domain.md C2). Both dates are heated days. */
export interface Season {
  name: string
  startsOn: CivilDate
  endsOn: CivilDate
  /** Days from the first to the last, both inclusive: 121 for Nov 15 – Mar 15, 122 over a leap February. */
  days: number
}

type SeasonRules = Pick<Rulebook, 'season'>

/** The name of the season that begins in a year: 2025 → `2025-2026`. */
function seasonNamed(firstYear: number): string {
  const four = (year: number): string => String(year).padStart(4, '0')
  return `${four(firstYear)}-${four(firstYear + 1)}`
}

function firstYearOf(name: string): number {
  return Number(name.slice(0, 4))
}

/**
 * The season as the rulebook sets it for every year. Fees, late fees and due dates are calculated from these dates,
 * whatever the weather does (domain.md BJ6).
 */
export function seasonDates({ season }: SeasonRules, name: string): Season {
  const startsOn = inYear(firstYearOf(name), season.start)
  const endsOn = inYear(firstYearOf(name) + 1, season.end)
  return { name, startsOn, endsOn, days: daysInclusive(startsOn, endsOn) }
}

/** The season as it was really heated: opened early or closed late where the rulebook says so (domain.md BJ6). */
export function heatedDates(rulebook: SeasonRules, name: string): Season {
  const planned = seasonDates(rulebook, name)
  const actual = rulebook.season.actual.find((one) => one.season === name)
  const startsOn = actual?.startsOn ?? planned.startsOn
  const endsOn = actual?.endsOn ?? planned.endsOn
  return { name, startsOn, endsOn, days: daysInclusive(startsOn, endsOn) }
}

/** The season before: `2025-2026` → `2024-2025`. */
export function seasonBefore(name: string): string {
  return seasonNamed(firstYearOf(name) - 1)
}

/** The season after: `2025-2026` → `2026-2027`. */
export function seasonAfter(name: string): string {
  return seasonNamed(firstYearOf(name) + 1)
}

/**
 * The season that a day belongs to: the one being heated on it, else the next to begin, which is the one a
 * resident pays for in summer and autumn. Its last heated day still belongs to it.
 */
export function seasonOf(rulebook: SeasonRules, date: CivilDate): Season {
  const earlier = heatedDates(rulebook, seasonNamed(yearOf(date) - 1))
  if (date <= earlier.endsOn) return earlier
  const running = heatedDates(rulebook, seasonNamed(yearOf(date)))
  return date <= running.endsOn ? running : heatedDates(rulebook, seasonNamed(yearOf(date) + 1))
}

/** Whether heat is promised on a day. */
export function isHeated(rulebook: SeasonRules, date: CivilDate): boolean {
  const season = seasonOf(rulebook, date)
  return season.startsOn <= date && date <= season.endsOn
}

/** The first day without heat after a season. */
export function dayAfterSeason(rulebook: SeasonRules, name: string): CivilDate {
  return addDays(heatedDates(rulebook, name).endsOn, 1)
}

/**
 * Which year a season's day without one is in: the last such day up to the season's first, the first such day from it on, the
 * first from its last day on, or the one in the year in which it ends.
 */
export type YearOfDay = 'before' | 'from-start' | 'from-end' | 'year-of-end'

/** A season's day with its year: the one that is said, or else the one that follows from the rule it belongs to. */
export function dayOfSeason(rulebook: SeasonRules, season: string, day: SeasonDay, without: YearOfDay): CivilDate {
  const { startsOn, endsOn } = seasonDates(rulebook, season)
  const { monthDay, offset } = partsOfSeasonDay(day)
  if (offset !== undefined) return inYear(firstYearOf(season) + offset, monthDay)
  if (without === 'before') return lastOnOrBefore(startsOn, monthDay)
  if (without === 'year-of-end') return inYear(yearOf(endsOn), monthDay)
  return firstOnOrAfter(without === 'from-start' ? startsOn : endsOn, monthDay)
}

/** The day by which a season's fee is to be paid: Oct 31 before a season that begins on Nov 1 (domain.md LZ4, C4). */
export function feeDueOn(rulebook: Pick<Rulebook, 'season' | 'due'>, season: string): CivilDate | undefined {
  return rulebook.due && dayOfSeason(rulebook, season, rulebook.due.on, 'before')
}
