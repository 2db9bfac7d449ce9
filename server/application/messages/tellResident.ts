import type { Order } from '../../domain/payment/order'
import type { Refund } from '../../domain/payment/refund'
import type { Clock, Ids, Store } from '../ports'
import { queueMessage } from './queueMessage'

type Ports = { clock: Clock; ids: Ids }

/** Tells the one who ordered that his payment was applied; in the transaction that applies it. */
export function tellPaid(
  store: Store,
  { company, residentId, orderNo }: Pick<Order, 'company' | 'residentId' | 'orderNo'>,
  ports: Ports,
): Promise<void> {
  const message = { company, residentId, event: 'payment-received', subject: orderNo, occasion: orderNo } as const
  return queueMessage(store, message, ports)
}

/** Tells the payer that his money went back the way it came; in the transaction that ends the refund. */
export async function tellRefunded(store: Store, refund: Refund, ports: Ports): Promise<void> {
  const order = refund.orderNo === null ? undefined : await store.orders.byNo(refund.orderNo)
  // Money that came through a bank has no resident whom a platform could tell.
  if (!order || order.company !== refund.company) return
  const { company, refundNo } = refund
  const about = { company, residentId: order.residentId, subject: refundNo, occasion: refundNo }
  await queueMessage(store, { ...about, event: 'refund-made' }, ports)
}
