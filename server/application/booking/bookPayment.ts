import type { Channel } from '../../../contract/channelWords'
import { civilDayOf } from '../../domain/calendar/civilDate'
import type { Order } from '../../domain/payment/order'
import type { SuspenseReason } from '../../domain/payment/payment'
import { countsOn } from '../../domain/payment/quote'
import { bookedTime } from '../../domain/payment/statedTime'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { raiseFollowUp } from '../followUps/raiseFollowUp'
import { queuePaidMessage } from '../messages/queueMessage'
import { queueShippingReport } from '../messages/reportShipping'
import type { ChannelPayment } from '../ports/channels'
import type { BookingStore } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { type ArrivedMoney, applyToHousehold, holdInSuspense, owedByHousehold } from './applyPayment'

export interface BookPaymentInput {
  company: string
  channel: Channel
  payment: ChannelPayment
  /** When we heard of it, in epoch milliseconds; now by default. */
  receivedAt?: number
}

export type Booked = 'applied' | 'suspense' | 'already'

/**
 * Books a payment that a channel has stated, from a notification or a query, within the caller's transaction.
 * Money that arrived is always booked (M7): of what our order asked for, what is still owed is applied to the household's bills,
 * as of the order's day (quote.ts), and the rest is its credit; where nothing is owed, or something else was paid, it is kept in
 * suspense with a work item. The same transaction id again changes nothing (M3). A time that cannot be is not booked as told
 * (statedTime.ts): a work item names it. An order that our books do not know, as after a restore of an earlier state, is booked for the
 * household whose user code the channel repeats from it (householdMark.ts).
 */
export async function bookPayment(
  store: BookingStore,
  { company, channel, payment, receivedAt }: BookPaymentInput,
  ports: { clock: Clock; ids: Ids; rulebooks: Rulebooks },
): Promise<Booked> {
  const { orderNo, transactionId, amountFen, userCode } = payment
  if (await store.payments.byTransaction(company, channel, transactionId)) return 'already'
  const found = await store.orders.byNo(orderNo)
  const order = found?.company === company && found.channel === channel ? found : undefined
  const time = bookedTime(payment.paidAt, receivedAt ?? ports.clock.now(), order?.createdAt)
  if (time.doubtful) {
    const told = payment.toldPaidAt ?? (payment.paidAt === undefined ? '' : civilDayOf(payment.paidAt))
    await raiseFollowUp(
      store,
      { company, kind: 'paid-time', channel, subject: transactionId, orderNo, amountFen, told },
      ports,
    )
  }
  const money: ArrivedMoney = {
    company,
    source: channel,
    transactionId,
    orderNo,
    householdId: found?.company === company ? found.householdId : null,
    amountFen,
    paidAt: time.at,
    paidOn: civilDayOf(time.at),
  }
  const marked = found || userCode === undefined ? undefined : await store.households.byUserCode(company, userCode)
  if (marked) return bookOnHousehold(store, { ...money, householdId: marked.id }, ports)
  if (!order) return holdInSuspense(store, money, 'unknown-order', ports)
  return bookOnOrder(store, order, { money, paidAt: time.doubtful ? undefined : time.at }, ports)
}

/** `paidAt` is undefined where the channel's time cannot be. */
async function bookOnOrder(
  store: BookingStore,
  order: Order,
  { money, paidAt }: { money: ArrivedMoney; paidAt: number | undefined },
  ports: { clock: Clock; ids: Ids; rulebooks: Rulebooks },
): Promise<Booked> {
  const intoSuspense = async (reason: SuspenseReason): Promise<Booked> => {
    // The order is over: nobody should be asked to pay it again, and the channel need not be asked about it any more.
    await store.orders.change(order.orderNo, ['created', 'paying'], { status: 'closed' })
    return holdInSuspense(store, money, reason, ports)
  }
  if (money.amountFen !== order.amountFen) return intoSuspense('wrong-amount')
  if (order.status === 'paid') return intoSuspense('second-payment')
  const days = { paidOn: money.paidOn, countsOn: countsOn(order, paidAt, money.paidOn) }
  if ((await owedByHousehold(store, order.householdId, days, ports)) <= 0)
    return intoSuspense(await whyNothingOwed(store, order))
  const paid = await store.orders.change(order.orderNo, ['created', 'paying', 'closed'], {
    status: 'paid',
    transactionId: money.transactionId,
    paidAt: money.paidAt,
  })
  if (!paid) return intoSuspense('second-payment')
  const booked = await applyToHousehold(store, { ...money, householdId: order.householdId }, ports, {
    credit: 'of-a-rest',
    countsOn: days.countsOn,
  })
  if (booked === 'applied') {
    await queuePaidMessage(store, order, ports)
    await queueShippingReport(store, order, ports.rulebooks.get(order.company), ports)
  }
  return booked
}

/** Money whose order is gone: it pays what its household owes on the day of the payment, late fee included; the rest is credit. */
async function bookOnHousehold(
  store: BookingStore,
  money: ArrivedMoney & { householdId: string },
  ports: { clock: Clock; ids: Ids; rulebooks: Rulebooks },
): Promise<Booked> {
  const days = { paidOn: money.paidOn, countsOn: money.paidOn }
  if ((await owedByHousehold(store, money.householdId, days, ports)) <= 0)
    return holdInSuspense(store, money, 'nothing-owed', ports)
  return applyToHousehold(store, money, ports, { credit: 'of-a-rest' })
}

/** What was owed when the order was made has been paid otherwise, or its bill was lowered. */
async function whyNothingOwed(store: Pick<BookingStore, 'payments'>, order: Order): Promise<SuspenseReason> {
  if (order.status === 'closed') return 'closed-order'
  const others = await store.payments.byHousehold(order.householdId)
  const since = others.some(({ outcome, recordedAt }) => outcome === 'applied' && recordedAt >= order.createdAt)
  return since ? 'second-payment' : 'nothing-owed'
}
