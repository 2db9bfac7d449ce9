import { addDays, type CivilDate } from './civilDate'

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
