import { fen } from '../../../contract/money'
import type { PayParameters } from '../../../contract/resident'
import type { Order } from '../../domain/payment/order'
import type { Resident } from '../../domain/resident/resident'
import { notifyAddress } from '../common/notifyAddress'
import { type Refusal, refuse } from '../common/refusal'
import { type CloseOrderPorts, closeOrderAtChannel } from './confirmOrder'

export interface StartedPayment {
  order: Order
  pay: PayParameters
}

/**
 * Makes a stored order known to its channel, unless it is already, and gives what wx.requestPayment or my.tradePay need.
 * The same order number with the same content may be sent again and again (formats.md 1.4, 3.5); when the channel's
 * answer is unknown the order stays open, and its job asks.
 */
export async function openAtChannel(
  order: Order,
  resident: Resident,
  ports: CloseOrderPorts & { publicUrl: string },
): Promise<
  | StartedPayment
  | Refusal<'channel-not-offered' | 'channel-refused' | 'channel-unavailable' | 'just-paid' | 'order-not-open'>
> {
  const channel = ports.channels.get(order.company, order.channel)
  if (!channel) return refuse('channel-not-offered')
  if (order.prepayId !== null) return { order, pay: channel.payParameters(order.prepayId) }
  const household = await ports.database.read.households.byId(order.householdId)
  if (!household) throw new Error(`order ${order.orderNo} without a household`)
  const created = await channel.createOrder({
    orderNo: order.orderNo,
    userCode: household.userCode,
    amountFen: fen(order.amountFen),
    description: order.description,
    payer: { kind: resident.payerKind, value: resident.payerValue },
    notifyUrl: notifyAddress(ports.publicUrl, order.channel, order.company),
    expiresAt: order.expiresAt,
  })
  if (created.outcome === 'created') {
    const { prepayId } = created
    const opened = await ports.database.transaction((store) =>
      store.orders.change(order.orderNo, ['created'], { status: 'paying', prepayId }),
    )
    if (!opened) {
      // Another phone gave the order up, or opened it, while the channel was answering.
      const now = await ports.database.read.orders.byNo(order.orderNo)
      if (now?.status === 'paying' && now.prepayId !== null)
        return { order: now, pay: channel.payParameters(now.prepayId) }
      await channel.closeOrder(order.orderNo)
      return refuse('order-not-open')
    }
    return { order: { ...order, status: 'paying', prepayId }, pay: channel.payParameters(prepayId) }
  }
  ports.log.warn(
    { orderNo: order.orderNo, code: created.code, outcome: created.outcome },
    'order not opened at its channel',
  )
  if (created.outcome === 'unknown') return refuse('channel-unavailable')
  // An earlier call whose answer was lost may have had its effect, and the order may even be paid: it is given up only
  // when the channel says that nothing can be paid on it, lest the next order is paid as well.
  switch (await closeOrderAtChannel(order, ports)) {
    case 'already-paid':
      return refuse('just-paid')
    case 'unknown':
      return refuse('channel-unavailable')
    case 'closed':
      return refuse('channel-refused')
  }
}
