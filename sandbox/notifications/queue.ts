import { randomUUID } from 'node:crypto'
import {
  paymentContent as alipayPayment,
  refundContent as alipayRefund,
  closeContent,
} from '../alipay/notificationContent'
import { compactSeconds } from '../beijingTime'
import { randomDigits } from '../random'
import type { Order } from '../store/orders'
import type { Refund } from '../store/refunds'
import { refundNotice } from '../wechat/refundObject'
import { transactionObject } from '../wechat/transaction'
import type { World } from '../world'

interface Event {
  order: Order
  event: string
  refundNo: string | null
  url: string
  content: unknown
}

/** Queues the notification of a payment; it goes out as soon as the caller's work is done. */
export function announcePayment(world: World, order: Order): void {
  const wechat = order.channel === 'wechat'
  queue(world, {
    order,
    event: wechat ? 'TRANSACTION.SUCCESS' : 'TRADE_SUCCESS',
    refundNo: null,
    url: order.notifyUrl,
    content: wechat ? transactionObject(order) : alipayPayment(world, order),
  })
}

/** Queues the notification of a refund that has come to its end. */
export function announceRefund(world: World, order: Order, refund: Refund): void {
  const wechat = order.channel === 'wechat'
  queue(world, {
    order,
    event: wechat ? `REFUND.${refund.state.toUpperCase()}` : 'TRADE_REFUND',
    refundNo: refund.refundNo,
    url: refund.notifyUrl,
    content: wechat ? refundNotice(order, refund) : alipayRefund(world, order, refund),
  })
}

/** Queues Alipay's notice that a trade ran out of time. */
export function announceClose(world: World, order: Order): void {
  queue(world, {
    order,
    event: 'TRADE_CLOSED',
    refundNo: null,
    url: order.notifyUrl,
    content: closeContent(world, order),
  })
}

function queue(world: World, { order, event, refundNo, url, content }: Event): void {
  if (url === '') return
  const now = world.clock.now()
  const place = { channel: order.channel, company: order.company } as const
  const { faults } = world
  const late = faults.strikes('delayNotificationsMs', place)?.value ?? 0
  const shuffled = faults.strikes('reorderNotifications', place)?.value ?? 0
  world.store.notifications.add({
    id: order.channel === 'wechat' ? randomUUID() : `${compactSeconds(now).slice(0, 8)}${randomDigits(26)}`,
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
