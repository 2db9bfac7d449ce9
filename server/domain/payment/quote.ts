import { fen, sumFen } from '../../../contract/money'
import type { Account } from '../account/account'
import type { CivilDate } from '../calendar/civilDate'
import { civilDayOf } from '../calendar/civilDate'
import type { Order } from './order'

/** A payment that was begun before its order's end may be finished a little after it. */
const FINISHING_MS = 5 * 60_000

/**
 * The day for which a payment counts: an order's amount is a promise, so what was paid while the order could be paid counts as
 * of the order's own day, whatever midnight came between (late fee of that day: domain.md BO5). `paidAt` is undefined where the
 * channel told no time: on an order that is over no money can have been taken. The entry's day stays the day of the payment.
 */
export function countsOn(
  order: Pick<Order, 'createdAt' | 'expiresAt'>,
  paidAt: number | undefined,
  paidOn: CivilDate,
): CivilDate {
  if (paidAt !== undefined && paidAt > order.expiresAt + FINISHING_MS) return paidOn
  const orderedOn = civilDayOf(order.createdAt)
  return orderedOn < paidOn ? orderedOn : paidOn
}

/**
 * What is owed by a promise: as of its own day, but of each bill no more than is owed now, so that what others have paid since is
 * not paid twice.
 */
export function promised(then: Account, now: Account): Account {
  const seasons = then.seasons.map((owed) => {
    const left = now.seasons.find(({ billId }) => billId === owed.billId)
    const lateFeeFen = fen(Math.min(owed.lateFeeFen, left?.lateFeeFen ?? 0))
    return { ...owed, principalFen: fen(Math.min(owed.principalFen, left?.principalFen ?? 0)), lateFeeFen }
  })
  return { ...then, seasons, owedFen: sumFen(seasons.map(({ principalFen, lateFeeFen }) => principalFen + lateFeeFen)) }
}
