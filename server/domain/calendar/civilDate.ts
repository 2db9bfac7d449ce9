/**
 * Civil dates in Asia/Shanghai, as `YYYY-MM-DD` text (domain.md C2). Pure integer arithmetic on the proleptic
 * Gregorian calendar: no clock, no time zone, no `Date`.
 */
export type CivilDate = string

/** A day of the year without its year, `MM-DD`; never 02-29, so that it exists in each year. */
export type MonthDay = string

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** Days of a month, 1 to 12. */
export function daysOfMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0)
}

/** Whether the text is `MM-DD` and exists in every year. */
export function isMonthDay(text: string): boolean {
  const [month = 0, day = 0] = text.split('-').map(Number)
  return /^\d{2}-\d{2}$/.test(text) && month >= 1 && month <= 12 && day >= 1 && day <= (DAYS_OF_MONTH[month - 1] ?? 0)
}

/**
 * A day of a season: `MM-DD`, whose year follows from the rule it belongs to, or with its year said: 当年 is the year in which the
 * season begins, 次年 the one after it, 上年 the one before.
 */
export type SeasonDay = string

const YEAR_WORDS: Readonly<Record<string, number>> = { 上年: -1, 当年: 0, 次年: 1 }

/** A season's day without its year, and how many years after the season's first year it lies, where that is said. */
export function partsOfSeasonDay(day: SeasonDay): { monthDay: MonthDay; offset: number | undefined } {
  return { monthDay: day.slice(-5), offset: YEAR_WORDS[day.slice(0, -5)] }
}

/** Whether the text is a day of a season that exists in every year. */
export function isSeasonDay(text: string): boolean {
  return isMonthDay(text.slice(-5)) && (text.length === 5 || Object.hasOwn(YEAR_WORDS, text.slice(0, -5)))
}

function parts(date: CivilDate): { year: number; month: number; day: number } {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return { year, month, day }
}

function write(year: number, month: number, day: number): CivilDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The running number of a day: one more for each day that passes. */
export function dayNumber(date: CivilDate): number {
  const { year, month, day } = parts(date)
  // Years are counted from March, so that the leap day comes last.
  const fromMarch = month > 2 ? year : year - 1
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return (
    365 * fromMarch + Math.floor(fromMarch / 4) - Math.floor(fromMarch / 100) + Math.floor(fromMarch / 400) + dayOfYear
  )
}

/** Whole days from one date to another: 0 for the same day, negative when `to` is earlier. */
export function daysFromTo(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** Days from one date to another, both inclusive; 0 when `to` is earlier. */
export function daysInclusive(from: CivilDate, to: CivilDate): number {
  return Math.max(0, daysFromTo(from, to) + 1)
}

/** The date so many days later, or earlier when `days` is negative. */
export function addDays(date: CivilDate, days: number): CivilDate {
  let { year, month, day } = parts(date)
  day += days
  while (day > daysOfMonth(year, month)) {
    day -= daysOfMonth(year, month)
    month += 1
    if (month > 12) [year, month] = [year + 1, 1]
  }
  while (day < 1) {
    month -= 1
    if (month < 1) [year, month] = [year - 1, 12]
    day += daysOfMonth(year, month)
  }
  return write(year, month, day)
}

/** The same day so many months later; the month's last day where that month is shorter. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const { year, month, day } = parts(date)
  const index = year * 12 + (month - 1) + months
  const laterYear = Math.floor(index / 12)
  const laterMonth = (index % 12) + 1
  return write(laterYear, laterMonth, Math.min(day, daysOfMonth(laterYear, laterMonth)))
}

/** The day of a year that a `MM-DD` names: 2026 and `11-15` are `2026-11-15`. Neither is checked. */
export function inYear(year: number, monthDay: MonthDay): CivilDate {
  return `${String(year).padStart(4, '0')}-${monthDay}`
}

/** The calendar year of a day. */
export function yearOf(date: CivilDate): number {
  return parts(date).year
}

/** The later of two dates. */
export function laterOf(one: CivilDate, other: CivilDate): CivilDate {
  return daysFromTo(one, other) > 0 ? other : one
}

/** The earlier of two days. */
export function earlierOf(one: CivilDate, other: CivilDate): CivilDate {
  return one < other ? one : other
}

/** The first date on or after `date` that falls on the given day of the year. */
export function firstOnOrAfter(date: CivilDate, monthDay: MonthDay): CivilDate {
  const thisYear = inYear(yearOf(date), monthDay)
  return thisYear >= date ? thisYear : inYear(yearOf(date) + 1, monthDay)
}

/** The last date on or before `date` that falls on the given day of the year. */
export function lastOnOrBefore(date: CivilDate, monthDay: MonthDay): CivilDate {
  const thisYear = inYear(yearOf(date), monthDay)
  return thisYear <= date ? thisYear : inYear(yearOf(date) - 1, monthDay)
}

const SHANGHAI_OFFSET_MS = 8 * 3_600_000

const DAY_MS = 86_400_000

/** 2020-01-01 in Asia/Shanghai; near, so that few months are walked. */
const NEAR_MS = Date.UTC(2020, 0, 1)

/** The civil day in Asia/Shanghai of a moment in epoch milliseconds (domain.md C2); China keeps no summer time. */
export function civilDayOf(epochMs: number): CivilDate {
  return addDays('2020-01-01', Math.floor((epochMs + SHANGHAI_OFFSET_MS - NEAR_MS) / DAY_MS))
}

/** The first moment of a civil day, in epoch milliseconds. */
export function startOfDay(date: CivilDate): number {
  return (
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) - SHANGHAI_OFFSET_MS
  )
}
