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

/** What a channel's code for a refund that it does not give means to who has to act on it (formats.md 1.7, 3.7). */
const WORDS: Readonly<Record<string, string>> = {
  NOT_ENOUGH: '商户可用余额不足，请充值后重试',
  'ACQ.SELLER_BALANCE_NOT_ENOUGH': '商户可用余额不足，请充值后重试',
  USER_ACCOUNT_ABNORMAL: '用户的支付账户已注销或异常，请改用其他方式退款',
  TRADE_OVERDUE: '已超过渠道的退款期限，请改用其他方式退款',
  'ACQ.TRADE_HAS_FINISHED': '已超过渠道的退款期限，请改用其他方式退款',
  'ACQ.REASON_TRADE_REFUND_FEE_ERR': '退款金额超过渠道可退的金额，请核对已退金额',
  'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL': '退款金额超过渠道可退的金额，请核对已退金额',
  'ACQ.REASON_TRADE_BEEN_FREEZEN': '这笔交易已被渠道冻结，请联系渠道',
  RESOURCE_NOT_EXISTS: '渠道查无此订单，请到商户平台核对',
  ORDER_NOT_EXIST: '渠道查无此订单，请到商户平台核对',
  'ACQ.TRADE_NOT_EXIST': '渠道查无此订单，请到商户平台核对',
  NO_AUTH: '商户号没有退款权限，请到商户平台开通',
  ABNORMAL: '退款没有到账：用户的银行卡已注销或冻结，请改用其他方式退款',
  CLOSED: '退款已被渠道关闭，请核对后重试',
  OTHER_AMOUNT: '渠道退回的金额与申请的不符，请到商户平台核对，不要再次退款',
  NO_ANSWER: '渠道二十四小时没有给出结果，请到商户平台核对后重试',
  NO_ROUTE: '没有可用的退款通道',
}

/** Why a refund failed, in Chinese, from the channel's code and its own words; null where it did not say. */
export function refusalInWords({
  refusedCode,
  refusedText,
}: {
  refusedCode?: string | null
  refusedText?: string | null
}): string | null {
  if (!refusedCode) return null
  return WORDS[refusedCode] ?? `渠道没有退款：${refusedText || '未说明原因'}（${refusedCode}）`
}
