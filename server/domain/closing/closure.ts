import { addDays, type CivilDate, daysFromTo, startOfDay } from '../calendar/civilDate'

/** What stood on one account's two sides over the days of a closure, in fen. */
export interface ControlTotal {
  account: string
  debitFen: number
  creditFen: number
}

/** A company's days that are closed: nothing is booked on them any more. Normally one day. */
export interface Closure {
  id: string
  company: string
  /** The first day that it locks; earlier than `date` where nothing was to be reconciled in between. */
  since: CivilDate
  date: CivilDate
  closedAt: number
  /** A login name. */
  closedBy: string
  /** How many transfers count on those days, and what they add up to. */
  transfers: number
  amountFen: number
}

/** What was booked just before midnight may still be on its way into the database. */
const SETTLES_WITHIN_MS = 15 * 60_000

/** Whether a day is over, so that nothing more is booked on it but what comes late. */
export function isOver(date: CivilDate, now: number): boolean {
  return now >= startOfDay(addDays(date, 1)) + SETTLES_WITHIN_MS
}

/** How many days a row at the day's cut may wait for its other half. */
export const MAX_WAITING_DAYS = 2

/** Whether a difference at the day's cut still waits for its other half (T+2), and so does not keep its day from closing. */
export function stillWaits(item: { kind: string; status: string; date: CivilDate }, today: CivilDate): boolean {
  return item.kind === 'carried-over' && item.status === 'open' && daysFromTo(item.date, today) <= MAX_WAITING_DAYS
}

/**
 * The day on which something counts that was meant for `effectiveOn`: itself, or the first open day when that day is closed
 * ('' when none is).
 */
export function openDayFor(effectiveOn: CivilDate, closedUntil: CivilDate): CivilDate {
  return effectiveOn <= closedUntil ? addDays(closedUntil, 1) : effectiveOn
}
