import { isChannel } from '../../../contract/channelWords'
import { fen, sumFen } from '../../../contract/money'
import type { Bill, BillApplication } from '../bill/bill'
import { addDays, civilDayOf } from '../calendar/civilDate'
import type { Rulebook } from '../rulebook/rulebook'
import type { Payment } from './payment'
import { MAX_REFUND_PARTS, type RefundRoute } from './refund'

/** What a payment has in one bill, net of what was taken back before. */
export interface BillShare {
  billId: string
  season: string
  principalFen: number
  lateFeeFen: number
}

/** The net shares of a payment in its household's bills, newest season first. */
export function sharesOf(
  paymentId: string,
  applications: readonly BillApplication[],
  bills: readonly Pick<Bill, 'id' | 'season' | 'appliedFen' | 'lateFeePaidFen'>[],
): BillShare[] {
  const shares = new Map<string, BillShare>()
  const billOf = new Map(bills.map((bill) => [bill.id, bill]))
  for (const { billId, ofPayment, principalFen, lateFeeFen } of applications) {
    if (ofPayment !== paymentId) continue
    const share = shares.get(billId) ?? {
      billId,
      season: billOf.get(billId)?.season ?? '',
      principalFen: 0,
      lateFeeFen: 0,
    }
    share.principalFen += principalFen
    share.lateFeeFen += lateFeeFen
    shares.set(billId, share)
  }
  // A bill that was lowered has given some of its payments back as credit: a share is never more than the bill still has.
  const kept = [...shares.values()].map((share) => ({
    ...share,
    principalFen: Math.min(share.principalFen, billOf.get(share.billId)?.appliedFen ?? 0),
    lateFeeFen: Math.min(share.lateFeeFen, billOf.get(share.billId)?.lateFeePaidFen ?? 0),
  }))
  return kept.sort((one, other) => (one.season > other.season ? -1 : 1))
}

/** How an amount is taken back from where a payment went, in fen. */
export interface TakeBack {
  fromCreditFen: number
  shares: BillShare[]
}

/**
 * Takes an amount back from a payment: first from the credit that it left and that is still there, then from its newest
 * season; in a season principal before late fee, since the late fee was due. Undefined when the payment has not that much left.
 */
export function takeBackPlan(input: {
  amountFen: number
  /** What of the payment is not refunded or moved yet. */
  leftFen: number
  shares: readonly BillShare[]
  householdCreditFen: number
}): TakeBack | undefined {
  const inBills = sumFen(input.shares.map(({ principalFen, lateFeeFen }) => principalFen + lateFeeFen))
  const creditLeft = Math.max(0, input.leftFen - inBills)
  let rest = input.amountFen as number
  const take = (upTo: number) => {
    const taken = Math.max(0, Math.min(rest, upTo))
    rest -= taken
    return taken
  }
  const fromCreditFen = take(Math.min(creditLeft, input.householdCreditFen))
  const shares = input.shares.map((share) => ({
    ...share,
    principalFen: take(share.principalFen),
    lateFeeFen: take(share.lateFeeFen),
  }))
  if (rest > 0) return undefined
  return { fromCreditFen, shares: shares.filter(({ principalFen, lateFeeFen }) => principalFen + lateFeeFen > 0) }
}

export type RefundJudgement =
  | { outcome: 'fits'; routes: RefundRoute[] }
  | { outcome: 'refund-too-much'; leftFen: number }
  | { outcome: 'too-many-refunds' }

/** Whether a payment's channel still takes its refunds at a moment (formats.md 1.7, 3.7); a bank counter never does. */
export function inRefundWindow(
  payment: Pick<Payment, 'source' | 'paidOn'>,
  rulebook: Pick<Rulebook, 'payment'>,
  now: number,
): boolean {
  const days = isChannel(payment.source) ? rulebook.payment.refundWindowDays[payment.source] : 0
  return days > 0 && civilDayOf(now) <= addDays(payment.paidOn, days)
}

/**
 * Whether an amount of a payment may be refunded, and by which routes on a day (faults.md, Refunds): within its channel's
 * window the way it came, and at most 50 parts; after it to a bank card; as credit for the next season always.
 */
export function judgeRefund(
  payment: Payment,
  amountFen: number,
  rulebook: Pick<Rulebook, 'payment'>,
  now: number,
): RefundJudgement {
  const leftFen = payment.amountFen - payment.refundedFen
  if (amountFen < 1 || amountFen > leftFen) return { outcome: 'refund-too-much', leftFen: fen(leftFen) }
  if (payment.refundParts >= MAX_REFUND_PARTS) return { outcome: 'too-many-refunds' }
  const direct = inRefundWindow(payment, rulebook, now) ? 'original' : 'bank-card'
  return { outcome: 'fits', routes: [direct, 'next-season'] }
}
