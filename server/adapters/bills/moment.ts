import { civilDayOf, startOfDay } from '../../domain/calendar/beijingTime'
import { daysOfMonth } from '../../domain/calendar/civilDate'

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
