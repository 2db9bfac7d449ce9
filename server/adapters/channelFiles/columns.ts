import { civilDayOf, daysOfMonth, startOfDay } from '../../domain/calendar/civilDate'
import { contentOf, FileFault, forEachLine, packingOf, textOf } from './lines'

/** A heading as all its spellings: brackets full-width or not, blanks, tabs, back-ticks and byte order marks around it. */
function plainHeading(heading: string): string {
  return heading
    .replace(/[（]/g, '(')
    .replace(/[）]/g, ')')
    .replace(/[\s`\uFEFF]/g, '')
}

/** Where each column is, by its heading; layouts differ in order and number of columns, so nothing goes by position. */
export interface Columns {
  readonly count: number
  /** The place of the first of these headings that the file has; undefined when it has none. */
  find(...headings: string[]): number | undefined
  /** The same, for a column that the file cannot do without. */
  need(...headings: string[]): number
}

/** Reads a heading line; `line` is told when a column is missing. */
export function columnsOf(headings: readonly string[], line: number): Columns {
  const places = new Map(headings.map((heading, place) => [plainHeading(heading), place]))
  const find = (...wanted: string[]): number | undefined => {
    for (const heading of wanted) {
      const place = places.get(plainHeading(heading))
      if (place !== undefined) return place
    }
    return undefined
  }
  return {
    count: headings.length,
    find,
    need(...wanted) {
      const place = find(...wanted)
      if (place === undefined) throw new FileFault(`没有“${wanted[0]}”一列`, line)
      return place
    },
  }
}

const ZERO = 0x30

const POINT = 0x2e

const MINUS = 0x2d

const PLUS = 0x2b

/**
 * Reads a decimal from bytes, digit by digit, as a whole number of its `places`-th decimals (yuan with 2 places are fen).
 * NaN when it is none, or has further decimals that are not zero, or more digits than a safe integer holds.
 */
export function decimalAt(bytes: Uint8Array, start: number, end: number, places: number): number {
  let at = start
  const sign = bytes[at] === MINUS ? -1 : 1
  if (bytes[at] === MINUS || bytes[at] === PLUS) at += 1
  let value = 0
  let decimals = -1
  let digits = 0
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0
    if (byte === POINT && decimals < 0) {
      decimals = 0
      continue
    }
    const digit = byte - ZERO
    if (digit < 0 || digit > 9) return Number.NaN
    digits += 1
    if (decimals >= places) {
      if (digit !== 0) return Number.NaN
      continue
    }
    if (decimals >= 0) decimals += 1
    value = value * 10 + digit
  }
  if (digits === 0) return Number.NaN
  for (let place = Math.max(0, decimals); place < places; place++) value *= 10
  if (value > Number.MAX_SAFE_INTEGER) return Number.NaN
  return value === 0 ? 0 : sign * value
}

/** The same from text; see `decimalAt`. As UTF-8: cut to single bytes, “丰” (U+4E30) would be the digit 0. */
export function decimalOf(text: string, places: number): number {
  const bytes = Buffer.from(text, 'utf8')
  return decimalAt(bytes, 0, bytes.length, places)
}

const WRITTEN = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})/

/** `2026-11-01 08:00:05` as bills write it, in Beijing → epoch milliseconds; undefined when it is no such time. */
export function momentOf(text: string): number | undefined {
  const match = WRITTEN.exec(text)
  if (!match) return undefined
  const [hour = 0, minute = 0, second = 0] = match.slice(4, 7).map(Number)
  if (hour > 23 || minute > 59 || second > 60) return undefined
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number)
  if (day < 1 || day > daysOfMonth(year, month)) return undefined
  return startOfDay(text.slice(0, 10)) + (hour * 3600 + minute * 60 + second) * 1000
}

const DAY_MS = 86_400_000

/** Epoch milliseconds → `2026-11-01 08:00:05`, in Beijing. */
export function writtenMoment(at: number): string {
  const date = civilDayOf(at)
  const seconds = Math.floor(((at - startOfDay(date)) % DAY_MS) / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date} ${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** Ends the reading where the line was found. */
class Found extends Error {
  constructor(readonly text: string) {
    super('found')
  }
}

/** The text of one line of a plain or gzipped file; undefined where there is none, in a zip, and where it cannot be decoded. */
export async function lineOf(file: string, line: number): Promise<string | undefined> {
  if ((await packingOf(file)) === 'zip') return undefined
  try {
    await forEachLine(contentOf(file), (read) => {
      if (read.number === line) throw new Found(textOf(read))
    })
  } catch (error) {
    if (error instanceof Found) return error.text
    if (!(error instanceof FileFault)) throw error
  }
  return undefined
}
