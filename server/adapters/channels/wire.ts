import { daysOfMonth } from '../../domain/calendar/civilDate'

/** Reads JSON that another has sent; undefined when the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Base64 in its one canonical spelling, else undefined. Node skips what it does not understand, so that a text with a
 * changed spare bit or a stray letter would decode to the same bytes, and an altered signature would pass.
 */
export function canonicalBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined
}

/**
 * More than any payment can be: ten thousand million yuan, in fen; Alipay itself takes a hundred million at most (formats.md
 * 3.5). What a channel says beyond it is refused, since the books' sums must stay whole numbers.
 */
export const MAX_FEN = 1_000_000_000_000

/**
 * Times as the channels write them: Beijing civil time, whatever time zone this process runs in (formats.md 0).
 * Only a given moment is converted; the clock is read elsewhere.
 */

const CIVIL = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
})

const BEIJING_OFFSET_MS = 8 * 3600_000

const BEIJING_TEXT = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?$/

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/

/** Epoch milliseconds → `2026-11-01 08:00:05`, Beijing time. */
export function beijingText(at: number): string {
  return CIVIL.format(at)
}

/** Epoch milliseconds → `2026-11-01T08:00:05+08:00`. */
export function rfc3339(at: number): string {
  return `${beijingText(at).replace(' ', 'T')}+08:00`
}

/** `2026-11-01 08:00:05` or `2026-11-01 08:00:05.123` → epoch milliseconds; undefined when it is no such time. */
export function parseBeijingText(text: string): number | undefined {
  const match = BEIJING_TEXT.exec(text)
  if (!match) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const at = Date.UTC(year, month - 1, day, hour, minute, second) - BEIJING_OFFSET_MS
  // A day that the calendar lacks would have rolled over into the next month.
  if (beijingText(at) !== text.slice(0, 19)) return undefined
  return at + Number((match[7] ?? '0').padEnd(3, '0'))
}

/** RFC 3339 → epoch milliseconds; undefined when it is no such time, or on a day that no calendar has. */
export function parseRfc3339(text: string): number | undefined {
  const match = RFC3339.exec(text)
  if (!match) return undefined
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number)
  // Date.parse would roll 30 February over into March.
  if (day < 1 || day > daysOfMonth(year, month)) return undefined
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : at
}
