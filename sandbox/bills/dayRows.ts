import type { Channel } from '../../contract/channelWords'
import type { Order } from '../store/orders'
import { paged, type Span } from '../store/page'
import type { Refund } from '../store/refunds'
import type { Store } from '../store/store'

/** One row of a bill: a payment, or with `refund` a refund of that payment. */
export interface BillRow {
  at: number
  order: Order
  refund?: Refund
}

/** Everything a merchant was paid and has refunded in a span of time, in order of time; refunds count when they were accepted. */
export function* billRows(store: Store, channel: Channel, merchant: string, span: Span): Generator<BillRow, void> {
  const payments = paged(
    (after) => store.orders.paidBetween(channel, merchant, span, after),
    (order) => order.paidAt ?? 0,
  )
  const refunds = paged(
    (after) => store.refunds.acceptedBetween(channel, merchant, span, after),
    (refund) => refund.createdAt,
  )
  let payment = payments.next()
  let refund = refunds.next()
  while (!payment.done || !refund.done) {
    if (!payment.done && (refund.done || (payment.value.paidAt ?? 0) <= refund.value.createdAt)) {
      yield { at: payment.value.paidAt ?? 0, order: payment.value }
      payment = payments.next()
    } else if (!refund.done) {
      const order = store.orders.byId(refund.value.orderId)
      if (order) yield { at: refund.value.createdAt, order, refund: refund.value }
      refund = refunds.next()
    }
  }
}

export function countOf(rows: Iterable<BillRow>): number {
  return sumOf(rows, () => 1)
}

export function sumOf(rows: Iterable<BillRow>, measure: (row: BillRow) => number): number {
  let sum = 0
  for (const row of rows) sum += measure(row)
  return sum
}
