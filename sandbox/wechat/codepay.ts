import { z } from 'zod'
import { canonical } from '../random'
import { pay } from '../resident/pay'
import { reverse } from '../resident/refundByHand'
import type { World } from '../world'
import { type Call, type Outcome, readBody } from './endpoint'
import { foreign, outTradeNo } from './newOrder'
import { prepayId } from './numbers'
import { isRefusal, refuse } from './refusal'
import { transactionObject } from './transaction'

const MINUTE = 60_000
/** A transaction can be taken back this long; later there are refunds. */
const REVERSIBLE = 7 * 86_400_000

export const codepayOrder = z.object({
  appid: z.string().min(1).max(32),
  mchid: z.string().min(1).max(32),
  description: z.string().min(1).max(127),
  out_trade_no: outTradeNo,
  attach: z.string().max(128).optional(),
  goods_tag: z.string().max(32).optional(),
  support_fapiao: z.boolean().optional(),
  payer: z.object({ auth_code: z.string().regex(/^1[0-5]\d{16}$/, '付款码为 18 位数字，以 10-15 开头') }),
  amount: z.object({ total: z.int().min(1).max(10_000_000_000), currency: z.literal('CNY').optional() }),
  scene_info: z.object({
    device_id: z.string().max(32).optional(),
    device_ip: z.string().max(45).optional(),
    store_info: z.object({ id: z.string().min(1).max(32) }),
  }),
})

/**
 * POST /v3/pay/transactions/codepay: the payer's code, scanned at a counter, pays at once. Nothing is notified: who hears no
 * answer has to query, and to take the transaction back when that tells him nothing.
 */
export function payByCode(world: World, call: Call): Outcome {
  const read = readBody(call, codepayOrder)
  if (isRefusal(read)) return read
  const asked = read.value
  const refusal = foreign(world, call, { mchid: asked.mchid, appid: asked.appid })
  if (refusal) return refusal
  const { orders, loginCodes } = world.store
  const request = canonical(['MICROPAY', read.raw])
  const present = orders.byNumber('wechat', asked.mchid, asked.out_trade_no)
  if (present?.state === 'closed') return refuse(400, 'ORDER_CLOSED', '该订单已关闭，请重新下单')
  if (present && present.request !== request)
    return refuse(403, 'OUT_TRADE_NO_USED', '商户订单号重复，且参数与原请求不一致')
  if (present) return { status: 200, body: transactionObject(present) }
  const now = world.clock.now()
  const shown = loginCodes.redeem('wechat-code', asked.appid, asked.payer.auth_code, now)
  if (shown.outcome !== 'redeemed')
    return refuse(400, 'PARAM_ERROR', shown.outcome === 'unknown' ? '付款码无效' : '付款码已使用或已过期，请刷新后再扫')
  const order = orders.add({
    ...{ channel: 'wechat', company: call.merchant.id, merchant: asked.mchid, appId: asked.appid },
    ...{ orderNo: asked.out_trade_no, tradeType: 'MICROPAY', handle: prepayId(now), handleExpiresAt: now + MINUTE },
    ...{ channelNo: null, amountFen: asked.amount.total, description: asked.description, attach: asked.attach ?? '' },
    ...{ payerKind: 'openid', payer: shown.payer, bank: '', notifyUrl: '', request, createdAt: now },
    expiresAt: now + MINUTE,
  })
  const place = { channel: 'wechat', company: call.merchant.id } as const
  // A payer who must type his password first: paid, or not, at the cashier.
  if (world.faults.strikes('userPaying', place)) return { status: 200, body: { trade_state: 'USERPAYING' } }
  const done = pay(world, order)
  return { status: 200, body: transactionObject(done.outcome === 'paid' ? done.order : order) }
}

export const reverseRequest = z.object({ appid: z.string().max(32).optional(), mchid: z.string().min(1).max(32) })

/** POST /v3/pay/transactions/out-trade-no/{out_trade_no}/reverse: not paid, it is closed; paid, all of it goes back. */
export function reverseOrder(world: World, call: Call): Outcome {
  const read = readBody(call, reverseRequest)
  if (isRefusal(read)) return read
  const { mchid } = read.value
  const { wechat } = call.merchant.numbers
  const refusal = foreign(world, call, { mchid, appid: read.value.appid ?? wechat.appid })
  if (refusal) return refusal
  const order = world.store.orders.byNumber('wechat', mchid, call.exchange.params.orderNo ?? '')
  if (!order) return refuse(404, 'ORDER_NOT_EXIST', '订单不存在')
  if (order.tradeType !== 'MICROPAY') return refuse(400, 'INVALID_REQUEST', '仅付款码支付的订单可以撤销')
  if (world.clock.now() > order.createdAt + REVERSIBLE)
    return refuse(400, 'INVALID_REQUEST', '订单已超过7天，请申请退款')
  reverse(world, order)
  return { status: 200, body: { appid: order.appId, mchid, out_trade_no: order.orderNo } }
}
