const DAY_MS = 86_400_000

/** How far ahead of our clock a channel's may be. */
const AHEAD_MS = DAY_MS

/** How old news may be: the longest window in which channels speak of a payment at all (a refund of it, formats.md 1.7). */
const BEHIND_MS = 400 * DAY_MS

/**
 * A time as a channel told it (formats.md 0): read, where a calendar has it, and as it was written. It does not decide whether
 * money is booked, only on which day.
 */
export interface StatedTime {
  /** Epoch milliseconds; undefined for what no calendar has, or for nothing. */
  at: number | undefined
  /** As it was written, at most 64 characters; empty where nothing was said. */
  text: string
}

/**
 * The time at which something that a channel reports is booked, in epoch milliseconds: as told, unless that cannot be; then
 * when we received it, and `doubtful`. It cannot be when no calendar has it, when it lies more than a day ahead or four hundred
 * days behind, or more than a day before the order was made (`notBefore`).
 */
export function bookedTime(
  told: number | undefined,
  receivedAt: number,
  notBefore?: number,
): { at: number; doubtful: boolean } {
  const earliest = Math.max(receivedAt - BEHIND_MS, (notBefore ?? Number.NEGATIVE_INFINITY) - DAY_MS)
  const can = told !== undefined && told >= earliest && told <= receivedAt + AHEAD_MS
  return can ? { at: told, doubtful: false } : { at: receivedAt, doubtful: true }
}
