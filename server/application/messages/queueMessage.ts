import type { Message } from '../../domain/message/message'
import type { Order } from '../../domain/payment/order'
import type { Refund } from '../../domain/payment/refund'
import type { BookingStore, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

/** After paying, the resident is asked to agree to messages: so long the first one waits for that. */
const WAIT_FOR_CONSENT_MS = 15 * 60_000

/** The unique key of the job that sends a message (M3). */
export const messageJobKey = (messageId: string) => `message:${messageId}`

/**
 * Writes a message down, with the job that sends it, in the transaction of what it tells (M9). The same occasion again
 * makes no second message (M3).
 */
export async function queueMessage(
  store: Pick<BookingStore, 'jobs' | 'messages'>,
  about: Pick<Message, 'company' | 'residentId' | 'event' | 'subject' | 'occasion'>,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  const createdAt = clock.now()
  const message: Message = {
    ...about,
    id: ids.next(),
    status: 'waiting',
    detail: null,
    createdAt,
    waitsUntil: about.event === 'payment-received' ? createdAt + WAIT_FOR_CONSENT_MS : createdAt,
    endedAt: null,
  }
  if ((await store.messages.insert(message)) === 'duplicate') return
  await store.jobs.add({
    key: messageJobKey(message.id),
    company: message.company,
    kind: 'send-message',
    subject: message.id,
    dueAt: createdAt,
  })
}

type Ports = { clock: Clock; ids: Ids }

/** Tells the one who ordered that his payment was applied; in the transaction that applies it. */
export function queuePaidMessage(
  store: Pick<BookingStore, 'jobs' | 'messages'>,
  { company, residentId, orderNo }: Pick<Order, 'company' | 'residentId' | 'orderNo'>,
  ports: Ports,
): Promise<void> {
  const message = { company, residentId, event: 'payment-received', subject: orderNo, occasion: orderNo } as const
  return queueMessage(store, message, ports)
}

/** Tells the payer that his money went back the way it came; in the transaction that ends the refund. */
export async function queueRefundedMessage(
  store: Pick<Store, 'jobs' | 'messages' | 'orders'>,
  refund: Refund,
  ports: Ports,
): Promise<void> {
  const order = refund.orderNo === null ? undefined : await store.orders.byNo(refund.orderNo)
  // Money that came through a bank has no resident whom a platform could tell.
  if (!order || order.company !== refund.company) return
  const { company, refundNo } = refund
  const about = { company, residentId: order.residentId, subject: refundNo, occasion: refundNo }
  await queueMessage(store, { ...about, event: 'refund-made' }, ports)
}
