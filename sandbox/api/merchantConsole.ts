import { z } from 'zod'
import type { Channel } from '../../contract/channelWords'
import { companyId } from '../../contract/estimates'
import { flowNo as alipayFlowNo } from '../alipay/numbers'
import { json } from '../http/exchange'
import { problem, readRequest } from '../http/problem'
import type { Route } from '../http/router'
import { announceRefund } from '../notifications/queue'
import { randomDigits } from '../random'
import { findOrder } from '../resident/findOrder'
import type { Order } from '../store/orders'
import type { Refund } from '../store/refunds'
import { flowNo, refundId } from '../wechat/numbers'
import type { World } from '../world'

const refundRequest = z.strictObject({
  orderNo: z.string().min(1).max(64),
  company: companyId.optional(),
  amountFen: z.int().min(1),
})
const redirectRequest = z.strictObject({ refundNo: z.string().min(1).max(64) })

const TAKES = 2000

type Begun = Pick<Refund, 'refundId' | 'flowNo' | 'state' | 'dueAt'> & { doneAt?: number }

/** A refund by hand as it begins at its channel, and whether the merchant's server is told of it at once. */
const BY_HAND: Readonly<Record<Channel, { told: boolean; begin(world: World, now: number): Begun }>> = {
  wechat: {
    told: false,
    begin({ store }, now) {
      const number = flowNo(store.numbers, now)
      return { refundId: refundId(store.numbers, now), flowNo: number, state: 'processing', dueAt: now + TAKES }
    },
  },
  alipay: {
    told: true,
    begin({ store }, now) {
      const number = alipayFlowNo(store.numbers, now)
      return { refundId: number, flowNo: number, state: 'success', dueAt: now, doneAt: now }
    },
  },
}

/** Gives money back under a number that the merchant's server has never heard of; undefined when so much is not left. */
function refundByHand(world: World, order: Order, amountFen: number): string | undefined {
  const { store } = world
  const now = world.clock.now()
  const refundNo = `BYHAND${randomDigits(12)}`
  const { told, begin } = BY_HAND[order.channel]
  return store.together(() => {
    if (order.state !== 'paid' || !store.orders.addRefunded(order.id, amountFen)) return undefined
    const refund = store.refunds.add({
      ...{ channel: order.channel, merchant: order.merchant, orderId: order.id, refundNo, amountFen },
      reason: '商户平台退款',
      notifyUrl: order.notifyUrl,
      outcome: 'success',
      createdAt: now,
      ...begin(world, now),
    })
    const refunded = store.orders.byId(order.id) ?? order
    if (told) announceRefund(world, refunded, refund)
    return refundNo
  })
}

/** What a person does in the channel's own merchant console, past the merchant's server: refund, and redirect an abnormal refund. */
export function merchantConsoleRoutes(world: World): Route[] {
  return [
    {
      method: 'POST',
      pattern: '/sandbox/api/refunds',
      handler(exchange) {
        const read = readRequest(exchange, refundRequest)
        if (!read.ok) return read.reply
        const order = findOrder(world, read.value)
        if (!order) return problem(404, 'unknown-order', '沙箱里没有这个订单')
        const refundNo = refundByHand(world, order, read.value.amountFen)
        if (refundNo === undefined) return problem(409, 'not-refundable', '这个订单没有支付，或没有这么多可退')
        world.hurry()
        return json(201, { refundNo })
      },
    },
    {
      method: 'POST',
      pattern: '/sandbox/api/refunds/redirect',
      handler(exchange) {
        const read = readRequest(exchange, redirectRequest)
        if (!read.ok) return read.reply
        const due = world.clock.now() + TAKES
        const refund = Object.values(world.keys.merchants)
          .map(({ wechat }) => world.store.refunds.byNumber('wechat', wechat.mchid, read.value.refundNo))
          .find((found) => found !== undefined)
        if (!refund || !world.store.refunds.redirect(refund.id, due))
          return problem(409, 'not-abnormal', '没有这笔退款，或它不是“退款异常”')
        return json(200, { refundNo: refund.refundNo })
      },
    },
  ]
}
