import type { Channel } from '../../contract/channelWords'
import { civilDayOf } from '../domain/calendar/beijingTime'
import type { SuspenseReason } from '../domain/payment/suspense'
import type { Rulebooks } from '../domain/rulebook/rulebook'
import { type ArrivedMoney, applyToHousehold, owedOn, suspend } from './applyPayment'
import type { ChannelPayment } from './channelPort'
import { tellPaid } from './messages/tellResident'
import type { Clock, Ids, Store } from './ports'
import { queueShippingReport } from './reportShipping'

export interface BookPaymentInput {
  company: string
  channel: Channel
  payment: ChannelPayment
}

export type Booked = 'applied' | 'suspense' | 'already'

/**
 * Books a payment that a channel has stated, from a notification or a query, within the caller's transaction.
 * Money that arrived is always booked (M7): applied to the household's bills when it is just what our order says and is
 * still owed; else kept in suspense with a work item. The same transaction id again changes nothing (M3).
 */
export async function bookPayment(
  store: Store,
  { company, channel, payment }: BookPaymentInput,
  ports: { clock: Clock; ids: Ids; rulebooks: Rulebooks },
): Promise<Booked> {
  if (await store.payments.byTransaction(company, channel, payment.transactionId)) return 'already'
  const order = await store.orders.byNo(payment.orderNo)
  const money: ArrivedMoney = {
    company,
    source: channel,
    transactionId: payment.transactionId,
    orderNo: payment.orderNo,
    householdId: order?.company === company ? order.householdId : null,
    amountFen: payment.amountFen,
    paidAt: payment.paidAt,
    paidOn: civilDayOf(payment.paidAt),
  }
  if (!order || order.company !== company || order.channel !== channel)
    return suspend(store, money, 'unknown-order', ports)
  const setAside = async (reason: SuspenseReason): Promise<Booked> => {
    // The order is over: nobody should be asked to pay it again, and the channel need not be asked about it any more.
    await store.orders.change(order.orderNo, ['created', 'paying'], { status: 'closed' })
    return suspend(store, money, reason, ports)
  }
  if (payment.amountFen !== order.amountFen) return setAside('wrong-amount')
  if (order.status === 'paid') return setAside('second-payment')
  const owed = await owedOn(store, order.householdId, money.paidOn, ports)
  if (payment.amountFen > owed) return setAside(order.status === 'closed' ? 'closed-order' : 'second-payment')
  const paid = await store.orders.change(order.orderNo, ['created', 'paying', 'closed'], {
    status: 'paid',
    transactionId: payment.transactionId,
    paidAt: payment.paidAt,
  })
  if (!paid) return setAside('second-payment')
  const booked = await applyToHousehold(store, { ...money, householdId: order.householdId }, ports, {
    credit: 'outrun',
  })
  if (booked === 'applied') {
    await tellPaid(store, order, ports)
    await queueShippingReport(store, order, ports.rulebooks.get(company), ports)
  }
  return booked
}
