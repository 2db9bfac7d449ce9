import { isOpen, type Order } from '../../domain/payment/order'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { bookPayment } from '../booking/bookPayment'
import { type Refusal, refuse } from '../common/refusal'
import type { ChannelDirectory } from '../ports/channels'
import type { Database } from '../ports/database'
import type { Clock, Ids, Log } from '../ports/system'
import type { Job } from '../ports/work'
import { keepStrayRefund } from '../refunds/strayRefund'

/** What the channel said of an order; `paid`: the money is booked when this returns. */
export type Asked = 'paid' | 'unpaid' | 'closed' | 'not-found' | 'unknown'

/** Asks the channel about an order and books the payment that it states: how a lost notification is made good (faults.md). */
export async function askChannel(
  order: Order,
  ports: { database: Database; channels: ChannelDirectory; clock: Clock; ids: Ids; rulebooks: Rulebooks; log: Log },
): Promise<Asked> {
  const channel = ports.channels.get(order.company, order.channel)
  if (!channel) return 'unknown'
  const query = await channel.queryOrder(order.orderNo)
  switch (query.outcome) {
    case 'paid': {
      const { payment, refundedFen } = query
      const { company, channel: channelName, orderNo } = order
      const { transactionId } = payment
      const refunded = {
        refundNo: null,
        amountFen: refundedFen ?? 0,
        cumulative: true,
        toldAt: ports.clock.now(),
      } as const
      await ports.database.transaction(async (store) => {
        await bookPayment(store, { company, channel: channelName, payment }, ports)
        // Given back before we knew of it: somebody did that in the merchant's own console.
        const told = { company, channel: channelName, orderNo, transactionId, ...refunded }
        await keepStrayRefund(store, { ...told, reason: 'not-made-here' }, ports)
      })
      return 'paid'
    }
    case 'unpaid':
    case 'closed':
    case 'not-found':
      return query.outcome
    default:
      ports.log.warn({ orderNo: order.orderNo, code: query.code }, 'the channel did not say how an order stands')
      return 'unknown'
  }
}

export interface CloseOrderPorts {
  database: Database
  channels: ChannelDirectory
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  log: Log
}

/**
 * Closes an open order, at the channel first, so that it cannot be paid afterwards. `already-paid`: the channel had
 * the money; it is booked before this returns. `unknown`: the channel did not say; the order stays open.
 */
export async function closeOrderAtChannel(
  order: Order,
  ports: CloseOrderPorts,
): Promise<'closed' | 'already-paid' | 'unknown'> {
  const channel = ports.channels.get(order.company, order.channel)
  if (!channel) return 'unknown'
  const closed = await channel.closeOrder(order.orderNo)
  switch (closed.outcome) {
    case 'already-paid': {
      const asked = await askChannel(order, ports)
      return asked === 'paid' ? 'already-paid' : 'unknown'
    }
    case 'closed':
    case 'not-found':
      await ports.database.transaction((store) =>
        store.orders.change(order.orderNo, ['created', 'paying'], { status: 'closed' }),
      )
      return 'closed'
    default:
      return 'unknown'
  }
}

/** A resident gives up an order of his own; another's does not exist for him. */
export function createCancelPayment(ports: CloseOrderPorts) {
  return async function cancelPayment(
    resident: Resident,
    orderNo: string,
  ): Promise<'done' | Refusal<'channel-unavailable' | 'not-found'>> {
    const order = await ports.database.read.orders.byNo(orderNo)
    if (!order || order.residentId !== resident.id) return refuse('not-found')
    if (!isOpen(order)) return 'done'
    const closed = await closeOrderAtChannel(order, ports)
    return closed === 'unknown' ? refuse('channel-unavailable') : 'done'
  }
}

/** Ages of an order, in seconds, at which the channel is asked about it; after the last one, every 30 s until it ends. */
const ASK_AT_SECONDS = [5, 15, 30, 45, 60, 90] as const

const ASK_EVERY_MS = 30_000

/** The unique key of the job that asks a channel about an order (M3). */
export const confirmJobKey = (orderNo: string) => `confirm-order:${orderNo}`

/** The job that is stored with each order: nothing that was paid goes unnoticed for more than a minute (faults.md). */
export function confirmOrderJob(order: Order): Pick<Job, 'key' | 'company' | 'kind' | 'subject' | 'dueAt'> {
  return {
    key: confirmJobKey(order.orderNo),
    company: order.company,
    kind: 'confirm-order',
    subject: order.orderNo,
    dueAt: order.createdAt + ASK_AT_SECONDS[0] * 1000,
  }
}

/** When to ask next about an order, in epoch milliseconds. */
function nextAskAt(order: Pick<Order, 'createdAt'>, now: number): number {
  const next = ASK_AT_SECONDS.map((seconds) => order.createdAt + seconds * 1000).find((at) => at > now + 1000)
  return next ?? now + ASK_EVERY_MS
}

/**
 * Runs the job once; gives when it is due again, or null when the order has ended. An expired order is closed at the channel
 * first. A closed order may have been paid in the same moment and its notification lost (faults.md: closed by us, then paid):
 * it is asked about once more soon, and a last time when it could not be paid any longer.
 */
export function createConfirmOrder(ports: {
  database: Database
  channels: ChannelDirectory
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  log: Log
}) {
  const { database, clock } = ports
  const later = () => clock.now() + ASK_EVERY_MS

  function askedAfterClose(order: Order, asked: Asked): number | null {
    if (asked === 'unknown') return later()
    const last = order.expiresAt + ASK_EVERY_MS
    return clock.now() < last ? last : null
  }

  return async function confirmOrder(orderNo: string): Promise<number | null> {
    const order = await database.read.orders.byNo(orderNo)
    if (!order || order.status === 'paid') return null
    const asked = await askChannel(order, ports)
    if (asked === 'paid') return null
    if (!isOpen(order)) return askedAfterClose(order, asked)
    if (asked === 'closed') {
      await database.transaction((store) => store.orders.change(orderNo, ['created', 'paying'], { status: 'closed' }))
      return later()
    }
    if (clock.now() < order.expiresAt) return nextAskAt(order, clock.now())
    const closed = await closeOrderAtChannel(order, ports)
    return closed === 'already-paid' ? null : later()
  }
}
