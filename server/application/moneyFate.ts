import type { Order } from '../domain/payment/order'
import type { Payment } from '../domain/payment/payment'
import type { Store } from './ports'

/**
 * What became of the money that came for an order. `none`: none came. `applied`: it pays the order. `waiting`: in suspense.
 * `to-bill`, `to-credit`, `moved`: what staff decided (M7, claims). `refunding`, `refunded`: all of it is on its way back, or there.
 */
export type MoneyFate = 'none' | 'applied' | 'waiting' | 'to-bill' | 'to-credit' | 'moved' | 'refunding' | 'refunded'

/** Looks at the records of what was decided: the work item, the claim, the refunds. */
export async function moneyFate(
  store: Store,
  order: Pick<Order, 'status'>,
  payments: readonly Payment[],
): Promise<MoneyFate> {
  const wanted = order.status === 'paid' ? 'applied' : 'suspense'
  const payment = payments.find(({ outcome }) => outcome === wanted)
  if (!payment) return 'none'
  if (wanted === 'applied') {
    if (payment.refundedFen < payment.amountFen) return 'applied'
    return (await store.claims.grantedOf(payment.id)) ? 'moved' : refundFate(store, payment)
  }
  const item = await store.suspense.ofPayment(payment.id)
  if (item?.exit === 'apply-to-bill') return 'to-bill'
  if (item?.exit === 'credit-next-season') return 'to-credit'
  return payment.refundedFen > 0 ? refundFate(store, payment) : 'waiting'
}

/** There, once what succeeded makes up the whole; money that a channel gave back to the company is not with the payer yet. */
async function refundFate(store: Store, { id, amountFen }: Payment): Promise<MoneyFate> {
  const refunds = await store.refunds.byPayment(id)
  const there = refunds.filter(({ status, route }) => status === 'succeeded' && route !== 'own-account')
  if (there.reduce((sum, refund) => sum + refund.amountFen, 0) < amountFen) return 'refunding'
  return there.every(({ route }) => route === 'next-season') ? 'to-credit' : 'refunded'
}
