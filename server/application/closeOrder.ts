import { isOpen, type Order } from '../domain/payment/order'
import type { Resident } from '../domain/resident/resident'
import type { Rulebooks } from '../domain/rulebook/rulebook'
import { askChannel } from './askChannel'
import type { ChannelDirectory } from './channelPort'
import type { Clock, Database, Ids, Log } from './ports'
import { type Refusal, refuse } from './refusal'

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
  return async function cancelPayment(resident: Resident, orderNo: string): Promise<'done' | Refusal> {
    const order = await ports.database.read.orders.byNo(orderNo)
    if (!order || order.residentId !== resident.id) return refuse('not-found')
    if (!isOpen(order)) return 'done'
    const closed = await closeOrderAtChannel(order, ports)
    return closed === 'unknown' ? refuse('channel-unavailable') : 'done'
  }
}
