import { z } from 'zod'
import { parseYuan } from '../../contract/money'
import { dayEnd, dayOf, parseSeconds } from '../beijingTime'
import { canonical } from '../random'
import { payAtOnce } from '../resident/pay'
import type { Order } from '../store/orders'
import type { World } from '../world'
import { fail, type Outcome, type Refusal } from './answer'
import { bizContent, type Call } from './gateway'
import { tradeNo } from './trade'

const MINUTE = 60_000
const UNITS = { m: MINUTE, h: 60 * MINUTE, d: 1440 * MINUTE, c: 0 } as const
const MAX_LIFE = 15 * UNITS.d

/** Yuan from 0.01 to a hundred million; the JSON may hold it as text or as a number. */
const amount = z
  .union([z.string(), z.number().transform(String)])
  .transform((text) => parseYuan(text))
  .refine((fen) => fen !== undefined && fen >= 1 && fen <= 10_000_000_000, '金额应为 0.01 至 100000000 元')
  .transform((fen) => fen ?? 0)

/** What every way to make a trade asks for. */
export const tradeBasics = {
  out_trade_no: z.string().regex(/^[0-9A-Za-z_]{1,64}$/, '商户订单号为 64 位以内的字母、数字、下划线'),
  total_amount: amount,
  subject: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[^/=&]*$/, '订单标题不可使用 / = &'),
  body: z.string().max(128).optional(),
  seller_id: z.string().optional(),
  timeout_express: z
    .string()
    .regex(/^[1-9]\d{0,4}[mhdc]$/)
    .optional(),
  time_expire: z.string().optional(),
  passback_params: z.string().max(512).optional(),
}

export const tradeCreate = z
  .object({
    ...tradeBasics,
    product_code: z.enum(['JSAPI_PAY', 'FACE_TO_FACE_PAYMENT']).default('FACE_TO_FACE_PAYMENT'),
    op_app_id: z.string().optional(),
    buyer_open_id: z.string().min(1).max(128).optional(),
    buyer_id: z
      .string()
      .regex(/^2088\d{12}$/)
      .optional(),
    op_buyer_open_id: z.string().min(1).max(128).optional(),
  })
  .refine((asked) => asked.product_code !== 'JSAPI_PAY' || asked.op_app_id !== undefined, {
    path: ['op_app_id'],
    error: 'JSAPI_PAY 必填',
  })
type TradeCreate = z.infer<typeof tradeCreate>

/** alipay.trade.create (formats.md 3.5). */
export async function createTrade(world: World, call: Call): Promise<Outcome> {
  const read = bizContent(call, tradeCreate)
  if ('ok' in read) return read
  const asked = read.value
  const payer = asked.buyer_open_id ?? asked.op_buyer_open_id ?? asked.buyer_id
  const refusal = foreign(world, call, asked, payer)
  if (refusal) return refusal
  const made = makeTrade(world, call, asked, {
    ...{ tradeType: asked.product_code, payer: payer ?? '', raw: read.raw },
    payerKind: asked.buyer_id === undefined ? 'open_id' : 'user_id',
  })
  if ('ok' in made) return made
  await payAtOnce(world, made.order)
  return created(made.order)
}

interface Made {
  tradeType: string
  /** Empty when whoever comes pays. */
  payer: string
  payerKind: 'open_id' | 'user_id'
  raw: unknown
  returnUrl?: string
}

type Basics = Pick<
  TradeCreate,
  'out_trade_no' | 'total_amount' | 'subject' | 'timeout_express' | 'time_expire' | 'passback_params' | 'seller_id'
>

/** Writes a trade down; one of the same number and the same request is the same trade. Gives it, or the refusal. */
export function makeTrade(world: World, call: Call, asked: Basics, made: Made): { order: Order } | Refusal {
  const notifyUrl = call.params.get('notify_url') ?? ''
  if (notifyUrl !== '' && !/^https?:\/\/[^\s]{1,240}$/.test(notifyUrl))
    return fail('ACQ.INVALID_PARAMETER', '参数有误：notify_url')
  if (asked.seller_id !== undefined && asked.seller_id !== call.merchant.numbers.alipay.sellerId)
    return fail('ACQ.INVALID_PARAMETER', 'seller_id与商户不符')
  const request = canonical([made.raw, notifyUrl])
  const present = world.store.orders.byNumber('alipay', call.appId, asked.out_trade_no)
  if (present) return repeat(present, request)
  const now = world.clock.now()
  const expiresAt = expiry(asked, now)
  if (!(expiresAt > now && expiresAt <= now + MAX_LIFE))
    return fail('ACQ.INVALID_PARAMETER', '参数有误：time_expire 或 timeout_express')
  const number = tradeNo(world.store.numbers, now)
  const order = world.store.orders.add({
    ...{ channel: 'alipay', company: call.merchant.id, merchant: call.appId, appId: call.appId },
    ...{ orderNo: asked.out_trade_no, tradeType: made.tradeType },
    ...{ handle: number, handleExpiresAt: expiresAt, channelNo: number, amountFen: asked.total_amount },
    description: asked.subject,
    attach: asked.passback_params ?? '',
    ...{ payerKind: made.payerKind, payer: made.payer, bank: '', returnUrl: made.returnUrl ?? '' },
    ...{ notifyUrl, request, createdAt: now, expiresAt },
  })
  return { order }
}

function created(order: Order): Outcome {
  return { ok: true, fields: { out_trade_no: order.orderNo, trade_no: order.handle } }
}

function repeat(order: Order, request: string): { order: Order } | Refusal {
  if (order.state === 'paid') return fail('ACQ.TRADE_HAS_SUCCESS', '交易已被支付')
  if (order.state === 'closed') return fail('ACQ.TRADE_HAS_CLOSE', '交易已经关闭')
  return order.request === request ? { order } : fail('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改')
}

/** App, seller and buyer must belong together. */
function foreign(world: World, call: Call, asked: TradeCreate, payer: string | undefined): Refusal | undefined {
  const { appId, sellerId } = call.merchant.numbers.alipay
  if (payer === undefined) return fail('ACQ.INVALID_PARAMETER', '买家标识不能为空')
  if (asked.op_app_id !== undefined && asked.op_app_id !== appId)
    return fail('ACQ.INVALID_PARAMETER', 'op_app_id与应用不符')
  if (payer === sellerId) return fail('ACQ.BUYER_SELLER_EQUAL', '买卖家不能相同')
  const apps = world.store.loginCodes.appsOf(payer)
  if (apps.length > 0 && !apps.includes(appId)) return fail('ACQ.INVALID_PARAMETER', 'buyer_open_id不属于本应用')
  return undefined
}

/** Epoch milliseconds at which the trade closes unpaid; `1c` is the end of the day. */
function expiry(asked: Pick<Basics, 'time_expire' | 'timeout_express'>, now: number): number {
  if (asked.time_expire !== undefined) return parseSeconds(asked.time_expire)
  if (asked.timeout_express === undefined) return now + MAX_LIFE
  const unit = asked.timeout_express.slice(-1) as keyof typeof UNITS
  return unit === 'c' ? dayEnd(dayOf(now)) : now + Number(asked.timeout_express.slice(0, -1)) * UNITS[unit]
}
