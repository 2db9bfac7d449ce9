import { isOpen, type Order } from '../domain/payment/order'
import type { Rulebooks } from '../domain/rulebook/rulebook'
import { type Asked, askChannel } from './askChannel'
import type { ChannelDirectory } from './channelPort'
import { closeOrderAtChannel } from './closeOrder'
import type { Clock, Database, Ids, Job, Log } from './ports'

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
