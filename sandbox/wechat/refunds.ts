import { z } from 'zod'
import type { Order } from '../store/orders'
import type { Refund } from '../store/refunds'
import type { World } from '../world'
import { type Call, type Outcome, readBody } from './endpoint'
import { notifyUrl } from './newOrder'
import { flowNo, refundId } from './numbers'
import { isRefusal, type Refusal, refuse } from './refusal'
import { refundObject } from './transaction'

/** Rules of formats.md 1.7. */
const WINDOW = 365 * 86_400_000
const MAX_PARTS = 50
const BETWEEN_PARTS = 60_000
/** How long a refund takes when nothing is wrong: the first answer is PROCESSING, as it normally is. */
const TAKES = 2000

export const refundRequest = z
  .object({
    transaction_id: z.string().min(1).max(32).optional(),
    out_trade_no: z.string().min(1).max(32).optional(),
    out_refund_no: z.string().regex(/^[0-9A-Za-z_\-|*@]{1,64}$/, '商户退款单号为 1-64 位数字、字母或 _-|*@'),
    reason: z.string().min(1).max(80).optional(),
    notify_url: notifyUrl.optional(),
    funds_account: z.enum(['AVAILABLE', 'UNSETTLED']).optional(),
    amount: z.object({ refund: z.int().min(1), total: z.int().min(1), currency: z.literal('CNY') }),
  })
  .refine((asked) => (asked.transaction_id === undefined) !== (asked.out_trade_no === undefined), {
    path: ['transaction_id'],
    error: '微信支付订单号与商户订单号二选一',
  })
type RefundRequest = z.infer<typeof refundRequest>

/** POST /v3/refund/domestic/refunds: with the same number it is the same refund, however often it is asked for. */
export function createRefund(world: World, call: Call): Outcome {
  const read = readBody(call, refundRequest)
  if (isRefusal(read)) return read
  const asked = read.value
  const { store } = world
  const mchid = call.merchant.numbers.wechat.mchid
  const order =
    asked.transaction_id === undefined
      ? store.orders.byNumber('wechat', mchid, asked.out_trade_no ?? '')
      : store.orders.byChannelNo('wechat', asked.transaction_id)
  if (!order || order.merchant !== mchid) return refuse(404, 'RESOURCE_NOT_EXISTS', '订单不存在')
  const present = store.refunds.byNumber('wechat', mchid, asked.out_refund_no)
  if (present) return repeat(order, present, asked)
  return check(world, order, asked) ?? { status: 200, body: refundObject(order, accept(world, order, asked)) }
}

function repeat(order: Order, refund: Refund, asked: RefundRequest): Outcome {
  if (refund.orderId !== order.id || refund.amountFen !== asked.amount.refund) {
    return refuse(400, 'INVALID_REQUEST', '商户退款单号重复，且订单或金额与原请求不一致')
  }
  return { status: 200, body: refundObject(order, refund) }
}

/** The refusal that a new refund meets, if any. */
function check(world: World, order: Order, asked: RefundRequest): Refusal | undefined {
  const now = world.clock.now()
  const paid = order.paidFen ?? 0
  if (order.state !== 'paid' || order.paidAt === null) return refuse(400, 'INVALID_REQUEST', '订单未支付，不能退款')
  if (asked.amount.total !== paid) return refuse(400, 'INVALID_REQUEST', '订单总金额与原订单不一致')
  if (now > order.paidAt + WINDOW) return refuse(400, 'INVALID_REQUEST', '订单已超过退款期限（365天）')
  if (asked.amount.refund > paid - order.refundedFen) return refuse(400, 'INVALID_REQUEST', '退款金额大于可退金额')
  const earlier = world.store.refunds.ofOrder(order.id).filter((refund) => refund.state !== 'closed')
  if (earlier.length >= MAX_PARTS) return refuse(403, 'RULE_LIMIT', '一笔订单最多分50次退款')
  const last = earlier.at(-1)
  if (last && now < last.createdAt + BETWEEN_PARTS) {
    return refuse(429, 'FREQUENCY_LIMITED', '同一笔订单的两次部分退款应间隔1分钟')
  }
  const place = { channel: 'wechat', company: order.company } as const
  if (world.faults.strikes('refundNotEnough', place))
    return refuse(403, 'NOT_ENOUGH', '基本账户余额不足，请充值后重新发起')
  return undefined
}

function accept(world: World, order: Order, asked: RefundRequest): Refund {
  const { store, faults } = world
  const now = world.clock.now()
  const place = { channel: 'wechat', company: order.company } as const
  const outcome = faults.strikes('refundAbnormal', place)
    ? 'abnormal'
    : faults.strikes('refundClosed', place)
      ? 'closed'
      : 'success'
  return store.together(() => {
    if (!store.orders.addRefunded(order.id, asked.amount.refund))
      throw new Error('a checked refund exceeds what was paid')
    return store.refunds.add({
      ...{ channel: 'wechat', merchant: order.merchant, orderId: order.id, refundNo: asked.out_refund_no },
      refundId: refundId(store.numbers, now),
      flowNo: flowNo(store.numbers, now),
      amountFen: asked.amount.refund,
      reason: asked.reason ?? '',
      notifyUrl: asked.notify_url ?? '',
      ...{ state: 'processing', outcome, createdAt: now },
      dueAt: now + (faults.strikes('refundSlowMs', place)?.value ?? TAKES),
    })
  })
}

/** GET /v3/refund/domestic/refunds/{out_refund_no}. */
export function queryRefund(world: World, call: Call): Outcome {
  const { store } = world
  const refund = store.refunds.byNumber(
    'wechat',
    call.merchant.numbers.wechat.mchid,
    call.exchange.params.refundNo ?? '',
  )
  const order = refund && store.orders.byId(refund.orderId)
  return refund && order
    ? { status: 200, body: refundObject(order, refund) }
    : refuse(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
}
