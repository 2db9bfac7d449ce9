import type { PaymentSource } from './payment'

/** requested → succeeded | failed. A failed refund gives back what it had reserved on its payment. */
/** `original`: the way it came, inside the channel's window. `next-season`: kept as the household's credit. */
export type RefundRoute = 'original' | 'next-season'

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
}
