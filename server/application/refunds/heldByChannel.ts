import type { Payment } from '../../domain/payment/payment'
import { countedFen, numberAtChannel } from '../../domain/payment/payment'
import type { Store } from '../ports'

/** A payment as its channel knows it: one number there may be several payments here. */
export interface HeldByChannel {
  /** What the channel took under its number, in fen: it wants that said with every refund (formats.md 1.7). */
  paidFen: number
  /** The payments of ours that are that one payment there. */
  payments: Payment[]
}

/**
 * What a channel holds of a payment. Where two people have corrected its amount to the channel's, that counts; what the channel
 * took beyond our booking is a payment of its own here, and part of the first one there.
 */
export async function heldByChannel(store: Store, payment: Payment): Promise<HeldByChannel> {
  const { company, source, orderNo } = payment
  const number = numberAtChannel(payment)
  const same = (orderNo === null ? [payment] : await store.payments.byOrder(orderNo)).filter(
    (one) => one.company === company && one.source === source && numberAtChannel(one) === number,
  )
  const first = same.find(({ transactionId }) => transactionId === number) ?? payment
  return { paidFen: countedFen(first), payments: same }
}
