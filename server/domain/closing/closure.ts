import type { ClosingBlock } from '../../../contract/differenceWords'
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
const MAX_WAITING_DAYS = 2

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

/** What one channel or bank has open on a day. */
export interface ChannelDay {
  channel: string
  /** Whether any money, file or difference of that day is there. */
  active: boolean
  reconciled: boolean
  /** The newest file was put aside after the last reconciliation. */
  quarantined: boolean
  /** Files and proposals that wait for a second person. */
  awaiting: number
  open: number
  /** At the day's cut, within T+2. */
  waiting: number
}

/** A day of a company, as closing it looks at it. */
export interface DayToClose {
  isOver: boolean
  closed: boolean
  /** An earlier day with something on it is not closed yet. */
  earlierOpen: string | null
  channels: readonly ChannelDay[]
}

export interface Blocked {
  block: ClosingBlock
  channel: string | null
  count: number
  /** The earlier day that is to be closed first. */
  day?: string
}

/** What keeps a day from being closed; nothing when it may be. */
export function closingBlocks(day: DayToClose): Blocked[] {
  if (day.closed) return [{ block: 'already-closed', channel: null, count: 1 }]
  const blocks: Blocked[] = []
  if (!day.isOver) blocks.push({ block: 'not-over', channel: null, count: 1 })
  if (day.earlierOpen !== null) {
    blocks.push({ block: 'earlier-day-open', channel: null, count: 1, day: day.earlierOpen })
  }
  return [...blocks, ...day.channels.flatMap(channelBlocks)]
}

/** What one channel or bank keeps open. */
export function channelBlocks(of: ChannelDay): Blocked[] {
  const { channel, active, reconciled, quarantined, awaiting, open } = of
  const blocks: Blocked[] = []
  const add = (block: ClosingBlock, count: number) => blocks.push({ block, channel, count })
  if (quarantined) add('quarantined', 1)
  else if (active && !reconciled) add('not-reconciled', 1)
  if (awaiting > 0) add('awaiting-approval', awaiting)
  if (open > 0) add('open-differences', open)
  return blocks
}
