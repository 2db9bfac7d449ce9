import { z } from 'zod'
import { CHANNELS } from '../../contract/channelWords'
import { companyId } from '../../contract/estimates'
import { json, problem, type Route, readRequest } from '../http/router'
import { closeExpired, findOrder } from '../resident/findOrder'
import { refundByHand } from '../resident/refundByHand'
import type { Order } from '../store/orders'
import type { World } from '../world'

const refundRequest = z.strictObject({
  orderNo: z.string().min(1).max(64),
  company: companyId.optional(),
  amountFen: z.int().min(1),
})

const redirectRequest = z.strictObject({ refundNo: z.string().min(1).max(64) })

const TAKES = 2000

/** What a person does in the channel's own merchant console, past the merchant's server: refund, and redirect an abnormal refund. */
export function merchantConsoleRoutes(world: World): Route[] {
  return [
    {
      method: 'POST',
      pattern: '/sandbox/api/refunds',
      title: '在商户平台上手工退款',
      handler(exchange) {
        const read = readRequest(exchange, refundRequest)
        if (!read.ok) return read.reply
        const order = findOrder(world, read.value)
        if (!order) return problem(404, 'unknown-order', '沙箱里没有这个订单')
        const refundNo = refundByHand(world, order, read.value.amountFen, '商户平台退款')
        if (refundNo === undefined) return problem(409, 'not-refundable', '这个订单没有支付，或没有这么多可退')
        world.hurry()
        return json(201, { refundNo })
      },
    },
    {
      method: 'POST',
      pattern: '/sandbox/api/refunds/redirect',
      title: '在商户平台上处理异常退款',
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

/** The newest notifications with every delivery. */
export function notificationViews(world: World, limit: number, orderNo?: string) {
  return world.store.notifications.list(limit, orderNo).map(({ content: _content, ...notification }) => ({
    ...notification,
    attempts: world.store.notifications.attempts(notification.id),
  }))
}

export function notificationRoutes(world: World): Route[] {
  return [
    {
      method: 'GET',
      pattern: '/sandbox/api/notifications',
      title: '列出通知及每次投递',
      handler({ query }) {
        const limit = Number(query.get('limit') ?? 100)
        if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
          return problem(400, 'invalid-request', 'limit 应为 1–10000', { path: 'limit' })
        return json(200, { notifications: notificationViews(world, limit, query.get('orderNo') ?? undefined) })
      },
    },
    {
      method: 'POST',
      pattern: '/sandbox/api/notifications/:id/resend',
      title: '重发一条通知',
      handler({ params }) {
        if (!world.store.notifications.resend(params.id ?? '', world.clock.now()))
          return problem(404, 'unknown-notification', '没有这个通知')
        world.hurry()
        return json(202, { id: params.id })
      },
    },
  ]
}

const ordersQuery = z.strictObject({
  company: companyId.optional(),
  channel: z.enum(CHANNELS).optional(),
  state: z.enum(['open', 'paid', 'closed']).optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
})

/** An order and its refunds as the sandbox's own API tells them: the channel's truth, in fen. */
export function orderView(world: World, order: Order) {
  const { id, request: _request, payerKind: _kind, ...facts } = order
  const refunds = world.store.refunds
    .ofOrder(id)
    .map(({ refundNo, refundId, amountFen, state, createdAt, doneAt }) => ({
      ...{ refundNo, refundId, amountFen, state, createdAt, doneAt },
    }))
  return { ...facts, refunds }
}

export function orderRoutes(world: World): Route[] {
  return [
    {
      method: 'GET',
      pattern: '/sandbox/api/orders',
      title: '列出订单',
      handler({ query }) {
        const asked = ordersQuery.safeParse(Object.fromEntries(query))
        if (!asked.success)
          return problem(400, 'invalid-request', asked.error.issues[0]?.message ?? '', { path: 'query' })
        closeExpired(world)
        return json(200, { orders: world.store.orders.list(asked.data).map((order) => orderView(world, order)) })
      },
    },
    {
      method: 'GET',
      pattern: '/sandbox/api/truth',
      title: '各商户实收与已退合计',
      // What the channels hold, for anyone who compares a ledger with it.
      handler: () => json(200, { totals: world.store.orders.totals() }),
    },
  ]
}
