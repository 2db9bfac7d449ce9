import type { Order } from '../domain/payment/order'
import type { Rulebooks } from '../domain/rulebook/rulebook'
import { bookPayment } from './bookPayment'
import type { ChannelDirectory } from './channelPort'
import type { Clock, Database, Ids, Log } from './ports'
import { keepStrayRefund } from './refunds/strayRefund'

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
      const { company, channel, orderNo } = order
      const { transactionId } = payment
      const refunded = {
        refundNo: null,
        amountFen: refundedFen ?? 0,
        cumulative: true,
        toldAt: ports.clock.now(),
      } as const
      await ports.database.transaction(async (store) => {
        await bookPayment(store, { company, channel, payment }, ports)
        // Given back before we knew of it: somebody did that in the merchant's own console.
        const told = { company, channel, orderNo, transactionId, ...refunded }
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
