import type { EstimateAnswer } from '../../../contract/estimates'
import { fen } from '../../../contract/money'
import type { CivilDate } from '../calendar/civilDate'
import type { Rulebook } from '../rulebook/rulebook'
import { type NoPrice, noPrice } from '../tariff/refusal'
import { allocatePayment, applied } from './allocate'
import { runningLateFee, type SeasonDebt } from './lateFee'
import { outstanding } from './outstanding'

export interface PaymentMade {
  on: CivilDate
  amountFen: number
}

/**
 * What is still owed at the end of a day of a season's up-front fee, after the payments up to and including that day,
 * taken in the order of their dates (domain.md C6, BO5); later ones are left out. A settlement is no part of it.
 */
export function owedOn(
  rulebook: Rulebook,
  season: string,
  chargedFen: number,
  payments: readonly PaymentMade[],
  asOf: CivilDate,
): NonNullable<EstimateAnswer['owed']> | NoPrice {
  const untilThen = payments
    .filter(({ on }) => on <= asOf)
    .sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))
  let debts: SeasonDebt[] = [{ season, chargedFen, applied: [] }]
  const [unpaid] = debts
  const most = unpaid ? runningLateFee(rulebook, unpaid, asOf).plus(chargedFen) : undefined
  const paid = untilThen.reduce((sum, { amountFen }) => sum + amountFen, 0)
  if (most?.gt(Number.MAX_SAFE_INTEGER) || paid > Number.MAX_SAFE_INTEGER) return noPrice('金额过大，无法计算')

  let creditFen = 0
  for (const { on, amountFen } of untilThen) {
    const allocation = allocatePayment(rulebook, debts, { on, amountFen: fen(amountFen) })
    debts = applied(debts, on, allocation)
    creditFen += allocation.creditFen
  }
  const [debt] = debts
  if (!debt) throw new Error('a season has one debt')
  const { principalFen, lateFeeFen } = outstanding(rulebook, debt, asOf)
  return { asOf, principalFen, lateFeeFen, totalFen: principalFen + lateFeeFen, creditFen }
}
