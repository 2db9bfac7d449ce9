import { type CivilDate, daysFromTo } from '../calendar/civilDate'
import { signedEntryFen } from './bankEntry'
import { DAYS_LATE, DAYS_ON_THE_WAY, type Transit } from './transit'

/** Money on its way of one age: so many days from being sent, both ends included; amounts in fen. */
export interface TransitAge {
  from: number
  /** Null for the oldest. */
  to: number | null
  count: number
  inFen: number
  outFen: number
}

const OLD = 30

/** Where each age begins: within T+2, late, later than a single movement is still taken for it, and old. */
const BEGINNINGS = [0, DAYS_ON_THE_WAY + 1, 8, DAYS_LATE + 1, OLD + 1]

/** Sorts what is on its way by its age on a day (在途账龄). */
export function transitAges(
  transits: readonly Pick<Transit, 'direction' | 'amountFen' | 'sentOn'>[],
  today: CivilDate,
) {
  return BEGINNINGS.map((from, at): TransitAge => {
    const next = BEGINNINGS[at + 1]
    const own = transits.filter(({ sentOn }) => {
      const age = Math.max(0, daysFromTo(sentOn, today))
      return age >= from && (next === undefined || age < next)
    })
    const sum = (sign: 1 | -1) => own.reduce((all, transit) => all + Math.max(0, sign * signedEntryFen(transit)), 0)
    return { from, to: next === undefined ? null : next - 1, count: own.length, inFen: sum(1), outFen: sum(-1) }
  })
}
