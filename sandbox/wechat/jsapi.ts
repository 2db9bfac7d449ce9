import { z } from 'zod'
import { canonical } from '../random'
import { payAtOnce } from '../resident/pay'
import type { Order } from '../store/orders'
import type { World } from '../world'
import { type Call, type Outcome, otherMerchant, readBody } from './endpoint'
import { prepayId } from './numbers'
import { isRefusal, type Refusal, refuse } from './refusal'

const PREPAY_LIFE = 2 * 3600_000
/** Never-paid orders close themselves after 7 days (formats.md 1.6); time_expire may be no later. */
const MAX_LIFE = 7 * 86_400_000

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/

/** A notify_url: absolute and without a query (formats.md 1.4). Plain http is borne here, because the sandbox's clients live on the loopback. */
export const notifyUrl = z
  .url({ protocol: /^https?$/ })
  .max(255)
  .refine((url) => !/[?#]/.test(url), 'notify_url 不能带参数')

const jsapiOrder = z.object({
  appid: z.string().min(1).max(32),
  mchid: z.string().min(1).max(32),
  description: z.string().min(1).max(127),
  out_trade_no: z.string().regex(/^[0-9A-Za-z_\-|*]{6,32}$/, '商户订单号为 6-32 位数字、字母或 _-|*'),
  time_expire: z.string().regex(RFC3339, '应为 RFC 3339 时间').optional(),
  attach: z.string().max(128).optional(),
  notify_url: notifyUrl,
  amount: z.object({ total: z.int().min(1).max(10_000_000_000), currency: z.literal('CNY').optional() }),
  payer: z.object({ openid: z.string().min(1).max(128) }),
  detail: z.object({}).optional(),
})
type JsapiOrder = z.infer<typeof jsapiOrder>

/** POST /v3/pay/transactions/jsapi (formats.md 1.4). */
export async function createJsapiOrder(world: World, call: Call): Promise<Outcome> {
  const read = readBody(call, jsapiOrder)
  if (isRefusal(read)) return read
  const asked = read.value
  const refusal = foreign(world, call, asked)
  if (refusal) return refusal
  const { orders } = world.store
  const request = canonical(read.raw)
  const present = orders.byNumber('wechat', asked.mchid, asked.out_trade_no)
  if (present) return repeat(world, present, request)
  const now = world.clock.now()
  const expiresAt = asked.time_expire === undefined ? now + MAX_LIFE : Date.parse(asked.time_expire)
  // A minute ahead is asked for; a few seconds are borne for the way here.
  if (!(expiresAt >= now + 50_000 && expiresAt <= now + MAX_LIFE)) {
    return refuse(400, 'PARAM_ERROR', '订单失效时间应在1分钟之后、7天之内', { field: '/time_expire', location: 'body' })
  }
  const order = orders.add({
    channel: 'wechat',
    company: call.merchant.id,
    merchant: asked.mchid,
    appId: asked.appid,
    orderNo: asked.out_trade_no,
    handle: prepayId(now),
    handleExpiresAt: now + PREPAY_LIFE,
    channelNo: null,
    amountFen: asked.amount.total,
    description: asked.description,
    attach: asked.attach ?? '',
    payerKind: 'openid',
    payer: asked.payer.openid,
    bank: '',
    notifyUrl: asked.notify_url,
    request,
    createdAt: now,
    expiresAt,
  })
  await payAtOnce(world, order)
  return { status: 200, body: { prepay_id: order.handle } }
}

/** Merchant, app and payer must belong together. */
function foreign(world: World, call: Call, asked: JsapiOrder): Refusal | undefined {
  const other = otherMerchant(call, asked.mchid)
  if (other) return other
  if (asked.appid !== call.merchant.numbers.wechat.appid)
    return refuse(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配')
  const apps = world.store.loginCodes.appsOf(asked.payer.openid)
  // An openid is of one app; one that was given out here for another app is a mix-up of companies.
  if (apps.length > 0 && !apps.includes(asked.appid)) {
    return refuse(400, 'PARAM_ERROR', '无效的openid', {
      field: '/payer/openid',
      location: 'body',
      issue: 'appid与openid不匹配',
    })
  }
  return undefined
}

function repeat(world: World, order: Order, request: string): Outcome {
  if (order.state === 'closed') return refuse(400, 'ORDER_CLOSED', '该订单已关闭，请重新下单')
  if (order.request !== request) return refuse(403, 'OUT_TRADE_NO_USED', '商户订单号重复，且参数与原请求不一致')
  if (order.state === 'paid') return refuse(400, 'INVALID_REQUEST', '该订单已支付')
  const now = world.clock.now()
  if (order.handleExpiresAt > now) return { status: 200, body: { prepay_id: order.handle } }
  const handle = prepayId(now)
  world.store.orders.renewHandle(order.id, handle, now + PREPAY_LIFE)
  return { status: 200, body: { prepay_id: handle } }
}
