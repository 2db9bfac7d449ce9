import type { PaymentSource } from './payment'

/** requested → succeeded | failed. A failed refund gives back what it had reserved on its payment. */
/**
 * `original`: the way it came, inside the channel's window. `next-season`: kept as the household's credit. `bank-card`: to a
 * card of the payer's, by a bank's payout file. For a refund that its channel could not give (formats.md 1.7, abnormal):
 * `payer-card`: the channel gives it to another card of the payer's; `own-account`: the channel gives it back to us.
 */
export const REFUND_ROUTES = ['original', 'next-season', 'bank-card', 'payer-card', 'own-account'] as const
export type RefundRoute = (typeof REFUND_ROUTES)[number]

/** The routes that need a card of the payer's. */
export function needsCard(route: RefundRoute): boolean {
  return route === 'bank-card' || route === 'payer-card'
}

export const REFUND_ROUTE_NAMES: Readonly<Record<RefundRoute, string>> = {
  original: '按原支付方式退回',
  'next-season': '转为下一采暖季预存款',
  'bank-card': '退到银行卡',
  'payer-card': '由支付渠道退到用户的银行卡',
  'own-account': '由支付渠道退回本公司账户',
}

/** A channel takes at most so many refunds of one payment (formats.md 1.7). */
export const MOST_REFUND_PARTS = 50

export type RefundStatus = 'requested' | 'succeeded' | 'failed'

/** Money on its way back to a payer, by the route that it came. */
export interface Refund {
  /** Ours, 10–20 upper-case letters and digits, made before the first call that uses it (architecture.md, Decided now). */
  refundNo: string
  company: string
  source: PaymentSource
  paymentId: string
  /** Of the payment that is refunded; null for money that came without an order. */
  orderNo: string | null
  amountFen: number
  status: RefundStatus
  /** The channel's own number, once it has answered; Alipay has none. */
  channelRefundId: string | null
  requestedAt: number
  /** The civil day on which the channel took the refund on: the day of WeChat's bill (formats.md 2.2). */
  acceptedOn: string | null
  /** When the payer had the money back. */
  succeededAt: number | null
  succeededOn: string | null
  /** What the payer is told. */
  reason: string
  /** How the money goes back. */
  route: RefundRoute
  /** The failed refund that this one makes good; the money was taken from the bill once. */
  replaces: string | null
  /** Who answers for a refund that failed: it is a work item until it is attended to. */
  owner: string | null
  attendedAt: number | null
  /** When its channel was last called: a minute lies between two parts of one payment (formats.md 1.7). */
  calledAt: number | null
  /** The channel's code and words of its refusal, of a refund that failed so. */
  refusedCode?: string | null
  refusedText?: string | null
}
