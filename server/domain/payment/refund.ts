import type { PaymentSource } from './payment'

/** requested → succeeded | failed. A failed refund gives back what it had reserved on its payment. */
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
}

/** The civil day whose bill lists a refund: WeChat lists it when it is accepted, others when it is done. */
export function billedOn(refund: Pick<Refund, 'source' | 'acceptedOn' | 'succeededOn'>): string | null {
  return refund.source === 'wechat' ? refund.acceptedOn : refund.succeededOn
}
