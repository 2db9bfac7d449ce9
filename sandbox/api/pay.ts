import { z } from 'zod'
import { CHANNELS } from '../../contract/channelWords'
import { companyId } from '../../contract/estimates'
import type { Route } from '../http/router'
import { json, problem, type Reply, readRequest, unknownCompany } from '../http/router'
import { findOrder } from '../resident/findOrder'
import { isSheetFor, type PayOutcome, pay, paySheet, payStray } from '../resident/pay'
import { merchantOf, type World } from '../world'
import { orderView } from './merchantConsole'

const orderName = {
  orderNo: z.string().min(1).max(64).optional(),
  prepayId: z.string().min(1).max(64).optional(),
  codeUrl: z
    .string()
    .max(80)
    .regex(/^(weixin:\/\/wxpay\/bizpayurl\?pr=|https:\/\/qr\.alipay\.com\/bax)/)
    .optional(),
  tradeNo: z.string().min(1).max(64).optional(),
  company: companyId.optional(),
}

const payRequest = z.strictObject({
  ...orderName,
  /** Who scans the code or opens the page, where the order names nobody: the same text is the same person. */
  person: z.string().trim().min(1).max(100).optional(),
  /** Pays although the order is closed, as a race does. */
  evenIfClosed: z.boolean().default(false),
  /** The parameters of wx.requestPayment: given, they are verified as WeChat verifies them. */
  sheet: paySheet.optional(),
})
const cancelRequest = z.strictObject(orderName)
const strayRequest = z.strictObject({
  channel: z.enum(CHANNELS),
  company: companyId,
  amountFen: z.int().min(1).max(10_000_000_000),
  orderNo: z
    .string()
    .regex(/^[0-9A-Za-z]{6,32}$/)
    .optional(),
  person: z.string().min(1).max(100).default('demo'),
})

const noOrder = () =>
  problem(404, 'unknown-order', '沙箱里没有这个订单，或这个订单号属于几家商户（请同时给出 company）')

function paid(world: World, done: PayOutcome): Reply {
  switch (done.outcome) {
    case 'paid':
      return json(200, { order: orderView(world, done.order) })
    case 'already-paid':
      return problem(409, 'already-paid', '这个订单已经支付')
    case 'closed':
      return problem(409, 'closed', '这个订单已经关闭')
    case 'stale-handle':
      return problem(409, 'stale-handle', 'prepay_id 已过两小时有效期')
  }
}

export function payRoutes(world: World): Route[] {
  return [
    {
      method: 'POST',
      pattern: '/sandbox/api/pay',
      title: '居民付款',
      handler(exchange) {
        const read = readRequest(exchange, payRequest)
        if (!read.ok) return read.reply
        const { sheet, evenIfClosed, person, ...name } = read.value
        const order = findOrder(world, sheet ? { ...name, prepayId: sheet.package.slice('prepay_id='.length) } : name)
        if (!order) return noOrder()
        if (sheet && !isSheetFor(world, order, sheet)) return problem(403, 'bad-pay-sign', '支付验证签名失败')
        return paid(world, pay(world, order, { evenIfClosed, person }))
      },
    },
    {
      method: 'POST',
      pattern: '/sandbox/api/cancel',
      title: '居民关掉收银台',
      handler(exchange) {
        const read = readRequest(exchange, cancelRequest)
        if (!read.ok) return read.reply
        const order = findOrder(world, read.value)
        // Closing the sheet changes nothing at the channel: the order stays payable.
        return order ? json(200, { order: orderView(world, order) }) : noOrder()
      },
    },
    {
      method: 'POST',
      pattern: '/sandbox/api/strays',
      title: '产生一笔商户不知道的付款',
      handler(exchange) {
        const read = readRequest(exchange, strayRequest)
        if (!read.ok) return read.reply
        const merchant = merchantOf(world, read.value.company)
        if (!merchant) return unknownCompany(read.value.company, world.companies)
        const order = payStray(world, merchant, read.value)
        return order
          ? json(201, { order: orderView(world, order) })
          : problem(409, 'order-number-used', '这个订单号已经有了')
      },
    },
  ]
}
