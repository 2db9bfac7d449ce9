import { randomUUID } from 'node:crypto'
import type { Channel } from '../../contract/channelWords'
import { paymentContent as alipayPayment, refundContent as alipayRefund, closeContent } from '../alipay/notification'
import { compactSeconds } from '../beijingTime'
import { randomDigits } from '../random'
import type { Order } from '../store/orders'
import type { Refund } from '../store/refunds'
import { refundNotice, transactionObject } from '../wechat/transaction'
import type { World } from '../world'

interface Event {
  order: Order
  event: string
  refundNo: string | null
  url: string
  content: unknown
}

/** How a channel notifies. */
interface NotificationSender {
  newId(now: number): string
  payment(world: World, order: Order): Pick<Event, 'event' | 'content'>
  refund(world: World, order: Order, refund: Refund): Pick<Event, 'event' | 'content'>
  /** That an order ran out of time; null where the channel does not tell. */
  close(world: World, order: Order): Pick<Event, 'event' | 'content'> | null
}

const TELLERS: Readonly<Record<Channel, NotificationSender>> = {
  wechat: {
    newId: () => randomUUID(),
    payment: (_, order) => ({ event: 'TRANSACTION.SUCCESS', content: transactionObject(order) }),
    refund: (_, order, refund) => ({
      event: `REFUND.${refund.state.toUpperCase()}`,
      content: refundNotice(order, refund),
    }),
    close: () => null,
  },
  alipay: {
    newId: (now) => `${compactSeconds(now).slice(0, 8)}${randomDigits(26)}`,
    payment: (world, order) => ({ event: 'TRADE_SUCCESS', content: alipayPayment(world, order) }),
    refund: (world, order, refund) => ({ event: 'TRADE_REFUND', content: alipayRefund(world, order, refund) }),
    close: (world, order) => ({ event: 'TRADE_CLOSED', content: closeContent(world, order) }),
  },
}

/** Queues the notification of a payment; it goes out as soon as the caller's work is done. */
export function announcePayment(world: World, order: Order): void {
  queue(world, { order, refundNo: null, url: order.notifyUrl, ...TELLERS[order.channel].payment(world, order) })
}

/** Queues the notification of a refund that has come to its end. */
export function announceRefund(world: World, order: Order, refund: Refund): void {
  const { refundNo, notifyUrl: url } = refund
  queue(world, { order, refundNo, url, ...TELLERS[order.channel].refund(world, order, refund) })
}

/** Queues the notice that an order ran out of time, where its channel gives one. */
export function announceClose(world: World, order: Order): void {
  const told = TELLERS[order.channel].close(world, order)
  if (told) queue(world, { order, refundNo: null, url: order.notifyUrl, ...told })
}

function queue(world: World, { order, event, refundNo, url, content }: Event): void {
  if (url === '') return
  const now = world.clock.now()
  const place = { channel: order.channel, company: order.company } as const
  const { faults } = world
  const late = faults.strikes('delayNotificationsMs', place)?.value ?? 0
  const shuffled = faults.strikes('reorderNotifications', place)?.value ?? 0
  world.store.notifications.add({
    id: TELLERS[order.channel].newId(now),
    channel: order.channel,
    company: order.company,
    event,
    orderNo: order.orderNo,
    refundNo,
    url,
    content: JSON.stringify(content),
    state: faults.strikes('loseNotifications', place) ? 'lost' : 'waiting',
    createdAt: now,
    dueAt: now + late + Math.floor(shuffled * faults.chance('reorderNotifications')),
  })
  world.hurry()
}
