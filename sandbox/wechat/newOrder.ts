import { z } from 'zod'
import { canonical, randomText } from '../random'
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

export const outTradeNo = z.string().regex(/^[0-9A-Za-z_\-|*]{6,32}$/, '商户订单号为 6-32 位数字、字母或 _-|*')

const amount = z.object({ total: z.int().min(1).max(10_000_000_000), currency: z.literal('CNY').optional() })

const detail = z
  .object({
    cost_price: z.int().min(0).optional(),
    invoice_id: z.string().max(32).optional(),
    goods_detail: z
      .array(
        z.object({
          merchant_goods_id: z.string().min(1).max(32),
          goods_name: z.string().max(256).optional(),
          quantity: z.int().min(1),
          unit_price: z.int().min(0),
        }),
      )
      .optional(),
  })
  .optional()

const scene = z.object({
  payer_client_ip: z.union([z.ipv4(), z.ipv6()]),
  device_id: z.string().max(32).optional(),
  store_info: z.object({ id: z.string().min(1).max(32) }).optional(),
})

/** What all four ways to make an order ask for. */
const common = {
  appid: z.string().min(1).max(32),
  mchid: z.string().min(1).max(32),
  description: z.string().min(1).max(127),
  out_trade_no: outTradeNo,
  time_expire: z.string().regex(RFC3339, '应为 RFC 3339 时间').optional(),
  attach: z.string().max(128).optional(),
  notify_url: notifyUrl,
  goods_tag: z.string().max(32).optional(),
  support_fapiao: z.boolean().optional(),
  amount,
  detail,
  settle_info: z.object({ profit_sharing: z.boolean().optional() }).optional(),
}

const jsapiOrder = z.object({
  ...common,
  payer: z.object({ openid: z.string().min(1).max(128) }),
  scene_info: scene.optional(),
})
const anybodysOrder = z.object({ ...common, scene_info: scene.optional() })
const h5Order = z.object({
  ...common,
  scene_info: scene.extend({
    h5_info: z.object({
      type: z.enum(['iOS', 'Android', 'Wap']),
      app_name: z.string().max(64).optional(),
      app_url: z.string().max(128).optional(),
      bundle_id: z.string().max(128).optional(),
      package_name: z.string().max(128).optional(),
    }),
  }),
})

type Asked = z.infer<typeof anybodysOrder> & { payer?: { openid: string } }

/** A way to make an order: who may pay it and what the merchant gets to show him. */
interface Way {
  title: string
  tradeType: Order['tradeType']
  schema: z.ZodType<Asked>
  handle(now: number): string
  answer(world: World, order: Order): Record<string, string>
}

const prepay = { handle: prepayId, answer: (_: World, order: Order) => ({ prepay_id: order.handle }) }

/** The four ways under /v3/pay/transactions/ (formats.md 1.4; the others after WeChat Pay's own pages on each). */
export const WAYS = {
  jsapi: { title: 'JSAPI / 小程序下单', tradeType: 'JSAPI', schema: jsapiOrder, ...prepay },
  app: { title: 'App 下单', tradeType: 'APP', schema: anybodysOrder, ...prepay },
  native: {
    title: 'Native 下单（扫码）',
    tradeType: 'NATIVE',
    schema: anybodysOrder,
    handle: () => `${randomText(7)}zz`,
    answer: (_, order) => ({ code_url: codeUrl(order.handle) }),
  },
  h5: {
    title: 'H5 下单',
    tradeType: 'MWEB',
    schema: h5Order,
    handle: prepayId,
    answer: ({ url }, order) => ({
      h5_url: `${url}/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=${order.handle}&package=${order.id}`,
    }),
  },
} satisfies Record<string, Way>

/** The text of the QR code that a payer scans for a NATIVE order. */
export const codeUrl = (handle: string) => `weixin://wxpay/bizpayurl?pr=${handle}`

/** POST /v3/pay/transactions/{jsapi,app,native,h5}. */
export async function createOrder(world: World, call: Call, name: keyof typeof WAYS): Promise<Outcome> {
  const way: Way = WAYS[name]
  const read = readBody(call, way.schema)
  if (isRefusal(read)) return read
  const asked = read.value
  const refusal = foreign(world, call, asked)
  if (refusal) return refusal
  const { orders } = world.store
  const request = canonical([way.tradeType, read.raw])
  const present = orders.byNumber('wechat', asked.mchid, asked.out_trade_no)
  if (present) return repeat(world, present, request, way)
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
    tradeType: way.tradeType,
    handle: way.handle(now),
    handleExpiresAt: now + PREPAY_LIFE,
    channelNo: null,
    amountFen: asked.amount.total,
    description: asked.description,
    attach: asked.attach ?? '',
    payerKind: 'openid',
    payer: asked.payer?.openid ?? '',
    bank: '',
    notifyUrl: asked.notify_url,
    request,
    createdAt: now,
    expiresAt,
  })
  await payAtOnce(world, order)
  return { status: 200, body: way.answer(world, order) }
}

/** Merchant, app and payer must belong together. */
export function foreign(
  world: World,
  call: Call,
  asked: { mchid: string; appid: string; payer?: { openid: string } },
): Refusal | undefined {
  const other = otherMerchant(call, asked.mchid)
  if (other) return other
  if (asked.appid !== call.merchant.numbers.wechat.appid)
    return refuse(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配')
  return asked.payer && strangersOpenid(world, asked.appid, asked.payer.openid, '/payer/openid')
}

/** An openid is 28 characters and of one app; one that was given out here for another app is a mix-up of companies. */
export function strangersOpenid(world: World, appid: string, openid: string, field: string): Refusal | undefined {
  const wrong = (issue: string) =>
    refuse(400, 'PARAM_ERROR', '无效的openid', { field, value: openid, location: 'body', issue })
  if (!/^o[0-9A-Za-z_-]{27}$/.test(openid)) return wrong('openid格式不正确')
  const apps = world.store.loginCodes.appsOf(openid)
  return apps.length > 0 && !apps.includes(appid) ? wrong('appid与openid不匹配') : undefined
}

function repeat(world: World, order: Order, request: string, way: Way): Outcome {
  if (order.state === 'closed') return refuse(400, 'ORDER_CLOSED', '该订单已关闭，请重新下单')
  if (order.request !== request) return refuse(403, 'OUT_TRADE_NO_USED', '商户订单号重复，且参数与原请求不一致')
  if (order.state === 'paid') return refuse(400, 'INVALID_REQUEST', '该订单已支付')
  const now = world.clock.now()
  if (order.handleExpiresAt > now) return { status: 200, body: way.answer(world, order) }
  const handle = way.handle(now)
  world.store.orders.renewHandle(order.id, handle, now + PREPAY_LIFE)
  return { status: 200, body: way.answer(world, { ...order, handle }) }
}
