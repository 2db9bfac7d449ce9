import { z } from 'zod'
import { parseSeconds } from '../beijingTime'
import type { Api, FaultScope } from '../faults/switchboard'
import type { Exchange, Handler, Reply, Silence } from '../http/router'
import { closeExpired } from '../resident/findOrder'
import { pay } from '../resident/pay'
import { type Merchant, merchantWith, signingKeyOf, type World } from '../world'
import { errorReply, fail, invalid, missing, type Outcome, type Refusal, refuse, signedReply } from './answer'
import { modeOf, requestText, rsa2Verify, signerFor } from './sign'
import { tradeFields } from './trade'

/**
 * Takes a request's parameters; notes which mode the app is in, which its requests say by app_cert_sn (formats.md 3.3), or
 * gives the refusal of a serial number that is not ours.
 */
export function noteMode(world: World, appId: string, params: ReadonlyMap<string, string>): Refusal | undefined {
  const { alipayCertificates } = world.keys
  const app = params.get('app_cert_sn')
  const root = params.get('alipay_root_cert_sn')
  const certificates = app !== undefined || root !== undefined
  if (certificates && app !== alipayCertificates.appSn)
    return invalid('isv.invalid-app-cert-sn', '应用公钥证书序列号不匹配')
  if (certificates && root !== alipayCertificates.rootSn)
    return invalid('isv.invalid-alipay-root-cert-sn', '支付宝根证书序列号不匹配')
  world.store.numbers.set(modeOf(appId), certificates ? 1 : 0)
  return undefined
}

export interface Call {
  merchant: Merchant
  appId: string
  method: string
  params: ReadonlyMap<string, string>
}

export interface Method {
  /** What it does, in a few words. */
  title: string
  /** Its biz_content. */
  asks?: z.ZodType
  api: Api
  work(world: World, call: Call): Outcome | Promise<Outcome>
}

/** POST /gateway.do for a table of methods: everything that all of them have in common (formats.md 3.1, 3.2). */
export function gateway(world: World, methods: Readonly<Record<string, Method>>): Handler {
  return async (exchange) => {
    const call = admit(world, parameters(exchange))
    if ('ok' in call) return errorReply(call)
    const method = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined
    if (!method) return errorReply(invalid('isv.invalid-method', '不存在的方法名'))
    const place = { channel: 'alipay', company: call.merchant.id, api: method.api } as const
    const early = faultBefore(world, place, call)
    if (early) return early
    closeExpired(world)
    const outcome = await method.work(world, call)
    if (world.faults.strikes('timeoutAfterEffect', place)) return { silence: true }
    const hidden = world.faults.strikes('error500AfterEffect', place)
    // A one-use code that is not accepted is refused by the gateway, not by the method (formats.md 3.4).
    if (!hidden && !outcome.ok && outcome.code === '40002' && call.method === 'alipay.system.oauth.token')
      return errorReply(outcome)
    const said = hidden ? fail('ACQ.SYSTEM_ERROR', '系统错误') : outcome
    return signedReply(world, place, call.method, said, signerFor(world, call.appId, call.merchant.id))
  }
}

/** Common parameters may stand in the query or in the form; the official SDK uses both at once. */
export function parameters(exchange: Exchange): Map<string, string> {
  return new Map([...exchange.query, ...new URLSearchParams(exchange.body.toString('utf8'))])
}

const REQUIRED = ['app_id', 'method', 'charset', 'sign_type', 'sign', 'timestamp', 'version'] as const

export function admit(world: World, params: Map<string, string>): Call | Refusal {
  for (const name of REQUIRED) {
    if (!params.get(name)) return missing(`isv.missing-${name.replace('_', '-')}`, `缺少${name}参数`)
  }
  const appId = params.get('app_id') ?? ''
  const merchant = merchantWith(world, (numbers) => numbers.alipay.appId === appId)
  if (!merchant) return invalid('isv.invalid-app-id', '无效的AppID参数')
  if (params.get('sign_type') !== 'RSA2') return invalid('isv.invalid-signature-type', '无效签名类型')
  if (params.get('charset')?.toLowerCase() !== 'utf-8') return invalid('isv.invalid-charset', '字符集错误')
  if (params.has('format') && params.get('format')?.toUpperCase() !== 'JSON')
    return invalid('isv.invalid-format', '无效的数据格式')
  if (params.get('version') !== '1.0') return invalid('isv.invalid-version', '无效的版本')
  if (Number.isNaN(parseSeconds(params.get('timestamp') ?? '')))
    return invalid('isv.invalid-timestamp', '非法的时间戳参数')
  const appKey = signingKeyOf(world, merchant.id, 'alipay')
  if (!rsa2Verify(requestText(params), params.get('sign') ?? '', appKey)) {
    return invalid(
      'isv.invalid-signature',
      '验签出错，请确认charset参数放在了URL查询字符串中且各参数值使用charset参数指示的字符集编码',
    )
  }
  const mode = noteMode(world, appId, params)
  if (mode) return mode
  return { merchant, appId, method: params.get('method') ?? '', params }
}

/** A fault that keeps the call from having any effect. */
function faultBefore(world: World, place: FaultScope, call: Call): Reply | Silence | undefined {
  const { faults } = world
  const answer = (refusal: Refusal) =>
    signedReply(world, place, call.method, refusal, signerFor(world, call.appId, call.merchant.id))
  if (faults.strikes('timeoutBeforeEffect', place)) return { silence: true }
  if (faults.strikes('rateLimit429', place))
    return answer(refuse('40005', 'Call Limited', 'isv.app-call-limited', '应用调用次数超限'))
  if (faults.strikes('error500', place))
    return answer(refuse('20000', 'Service Currently Unavailable', 'isp.unknow-error', '系统繁忙'))
  if (faults.strikes('unavailable503', place))
    return { status: 503, headers: { 'content-type': 'text/html' }, body: '<html>503</html>' }
  return undefined
}

/** Takes a call and the schema of its biz_content; gives the content, or the refusal. */
export function bizContent<S extends z.ZodType>(call: Call, schema: S): { value: z.output<S>; raw: unknown } | Refusal {
  const text = call.params.get('biz_content')
  if (!text) return missing('isv.missing-biz-content', '缺少biz_content参数')
  const raw = readObject(text)
  if (!raw) return invalid('isv.invalid-parameter', 'biz_content不是合法的JSON')
  const read = schema.safeParse(raw)
  if (read.success) return { value: read.data, raw }
  const issue = read.error.issues[0]
  return fail('ACQ.INVALID_PARAMETER', `参数有误：${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim())
}

function readObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** How methods name a trade: one of the two numbers, trade_no first when both are given. */
export const tradeName = {
  out_trade_no: z.string().min(1).max(64).optional(),
  trade_no: z.string().min(1).max(64).optional(),
}

/**
 * The trade of this app under that name; the refusal when there is none. One that was made for whoever comes is there for the
 * merchant only when somebody has come.
 */
export function findTrade(
  world: World,
  call: Call,
  name: { out_trade_no?: string; trade_no?: string },
  how: { scannedOrNot?: boolean } = {},
) {
  const { orders } = world.store
  if (name.trade_no === undefined && name.out_trade_no === undefined)
    return invalid('ACQ.INVALID_PARAMETER', '交易号与商户订单号不能同时为空')
  const order = name.trade_no
    ? orders.byHandle('alipay', name.trade_no)
    : orders.byNumber('alipay', call.appId, name.out_trade_no ?? '')
  const there = order && (how.scannedOrNot || order.payer !== '' || order.state !== 'open')
  return there && order.merchant === call.appId ? { order } : fail('ACQ.TRADE_NOT_EXIST', '交易不存在')
}

export const queryRequest = z.object({ ...tradeName, query_options: z.array(z.string()).max(20).default([]) })

export const closeRequest = z.object({ ...tradeName, operator_id: z.string().max(28).optional() })

/** alipay.trade.query (formats.md 3.7). */
export function queryTrade(world: World, call: Call): Outcome {
  const read = bizContent(call, queryRequest)
  if ('ok' in read) return read
  const found = findTrade(world, call, read.value)
  if ('ok' in found) return found
  return { ok: true, fields: tradeFields(found.order, world.clock.now(), read.value.query_options) }
}

/** alipay.trade.close: an unpaid trade only; a closed one is not closed again. */
export function closeTrade(world: World, call: Call): Outcome {
  const read = bizContent(call, closeRequest)
  if ('ok' in read) return read
  const found = findTrade(world, call, read.value)
  if ('ok' in found) return found
  const { order } = found
  if (!world.store.orders.close(order.id, world.clock.now())) return fail('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
  if (world.faults.strikes('paidAfterClose', { channel: 'alipay', company: order.company }))
    pay(world, order, { evenIfClosed: true })
  return { ok: true, fields: { trade_no: order.handle, out_trade_no: order.orderNo } }
}

export const certificateAsked = z.object({ alipay_cert_sn: z.string().length(32) })

/** alipay.open.app.alipaycert.download: Alipay's certificate of that number, PEM text in base64; answered unsigned. */
export function downloadCertificate(world: World, call: Call): Outcome {
  const read = bizContent(call, certificateAsked)
  if ('ok' in read) return read
  const { platform, next } = world.keys.alipayCertificates
  const found = [platform, next()].find(({ sn }) => sn === read.value.alipay_cert_sn)
  if (!found) return fail('CERT_NOT_EXIST', '证书不存在')
  return { ok: true, unsigned: true, fields: { alipay_cert_content: Buffer.from(found.pem).toString('base64') } }
}
