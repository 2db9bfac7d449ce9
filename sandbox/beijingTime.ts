/** Times as the channels write them: always Beijing time (UTC+8, no summer time), whatever the machine's zone (formats.md 0). */

const EIGHT_HOURS = 8 * 3600_000
const DAY = 86_400_000

function shifted(at: number): string {
  return new Date(at + EIGHT_HOURS).toISOString()
}

/** Epoch milliseconds → `2026-11-01 08:00:05`. */
export function secondsText(at: number): string {
  return `${shifted(at).slice(0, 10)} ${shifted(at).slice(11, 19)}`
}

/** Epoch milliseconds → `2026-11-01 08:00:05.123`, as Alipay's gmt_refund. */
export function millisecondsText(at: number): string {
  return `${shifted(at).slice(0, 10)} ${shifted(at).slice(11, 23)}`
}

/** Epoch milliseconds → `2026-11-01T08:00:05+08:00`, as WeChat Pay writes times. */
export function rfc3339(at: number): string {
  return `${shifted(at).slice(0, 19)}+08:00`
}

/** Epoch milliseconds → the civil day `2026-11-01`. */
export function dayOf(at: number): string {
  return shifted(at).slice(0, 10)
}

/** Epoch milliseconds → `20261101`. */
export function compactDay(at: number): string {
  return dayOf(at).replaceAll('-', '')
}

/** Epoch milliseconds → `20261101080005`. */
export function compactSeconds(at: number): string {
  return shifted(at).slice(0, 19).replace(/\D/g, '')
}

/** `2026-11-01` → epoch milliseconds of its first moment in Beijing. */
export function dayStart(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`)
}

/** The first moment of the day after. */
export function dayEnd(day: string): number {
  return dayStart(day) + DAY
}

/** `2026-11-01 08:00:05` in Beijing → epoch milliseconds; NaN when it is not such a time. */
export function parseSeconds(text: string): number {
  return /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text) ? Date.parse(`${text.replace(' ', 'T')}+08:00`) : Number.NaN
}

/** `2026-11-01` → `2026年11月01日`, as Alipay's bill headings write it. */
export function chineseDay(day: string): string {
  return `${day.slice(0, 4)}年${day.slice(5, 7)}月${day.slice(8, 10)}日`
}
