import { common } from '../text/common'

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/**
 * A civil date as a resident reads it (ui.md, Copy): "2027-01-01" → "1月1日", with the year in front when the day does
 * not lie in the given season's own year, which runs from July to June. Text that is no date is given back as it is.
 */
export function dayText(date: string, season: string | null): string {
  const match = DAY.exec(date)
  if (!match) return date
  const [, year = '', month = '', day = ''] = match
  const short = common.day(Number(month), Number(day))
  return season !== null && heatingYear(Number(year), Number(month)) === season ? short : common.year(year) + short
}

/** The July-to-June year that a month lies in, named like a season: 2027, 1 → "2026-2027". */
function heatingYear(year: number, month: number): string {
  return month >= 7 ? `${year}-${year + 1}` : `${year - 1}-${year}`
}

const SHANGHAI_OFFSET = 8 * 3_600_000

/** The civil date in Asia/Shanghai at a moment in epoch ms. */
export function civilDateAt(epoch: number): string {
  return new Date(epoch + SHANGHAI_OFFSET).toISOString().slice(0, 10)
}

/** A moment in epoch ms as "11月21日 14:05" in Asia/Shanghai, with the year when it is not the given season's. */
export function momentText(epoch: number, season: string | null): string {
  const local = new Date(epoch + SHANGHAI_OFFSET).toISOString()
  return common.time(dayText(local.slice(0, 10), season), local.slice(11, 16))
}
