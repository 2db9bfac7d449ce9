import type { z } from 'zod'
import type { Api } from '../faults/switchboard'
import type { Exchange, Handler, Reply, Silence } from '../http/router'
import { readJson } from '../http/router'
import { closeExpired } from '../resident/findOrder'
import { settleRefunds } from '../resident/pay'
import type { Merchant, World } from '../world'
import { merchantWith, signingKeyOf } from '../world'
import { signedReply, unsignedReply } from './answer'
import { authorize } from './authorization'
import { isRefusal, paramError, type Refusal, refuse } from './refusal'
import { noteFailedRefund, tooOften } from './tradeBill'

export interface Call {
  exchange: Exchange
  merchant: Merchant
}

export type Outcome = { status: 200; body: unknown } | { status: 204 } | Refusal

type Work = (call: Call) => Outcome | Promise<Outcome>

/** Takes what an endpoint does; gives its handler with everything that all v3 endpoints have in common (formats.md 1.2, 1.3, 1.9). */
export function endpoint(world: World, api: Api, work: Work): Handler {
  return async (exchange) => {
    const call = admit(world, exchange)
    if (isRefusal(call)) return unsignedReply(call)
    const place = { channel: 'wechat', company: call.merchant.id, api } as const
    const early = faultBefore(world, place)
    if (early) return early
    closeExpired(world)
    settleRefunds(world)
    const outcome = await work(call)
    if (api === 'refund' && isRefusal(outcome)) noteFailedRefund(world, call.merchant.id)
    if (world.faults.strikes('timeoutAfterEffect', place)) return { silence: true }
    if (world.faults.strikes('error500AfterEffect', place))
      return unsignedReply(refuse(500, 'SYSTEM_ERROR', '系统错误'))
    return isRefusal(outcome) ? unsignedReply(outcome) : signedReply(world, place, exchange, outcome)
  }
}

/** Checks headers and signature; gives the call, or the refusal. */
export function admit(world: World, exchange: Exchange): Call | Refusal {
  if (!exchange.headers.accept || !exchange.headers['user-agent']) {
    return refuse(400, 'INVALID_REQUEST', 'Http头缺少Accept或User-Agent')
  }
  const keyring = {
    merchantByMchid: (mchid: string) => merchantWith(world, (numbers) => numbers.wechat.mchid === mchid),
    merchantKey: (merchant: Merchant) => signingKeyOf(world, merchant.id, 'wechat'),
  }
  const merchant = authorize(exchange, keyring, [world.clock.now(), world.clock.machineNow()])
  if ('refused' in merchant) return merchant
  if (exchange.method === 'POST' && !/^application\/json\b/i.test(exchange.headers['content-type'] ?? '')) {
    return refuse(400, 'INVALID_REQUEST', 'Http头Content-Type应为application/json')
  }
  return { exchange, merchant }
}

/** A fault that keeps the call from having any effect. */
function faultBefore(
  world: World,
  place: { channel: 'wechat'; company: string; api: Api },
): Reply | Silence | undefined {
  const { faults } = world
  if (faults.strikes('timeoutBeforeEffect', place)) return { silence: true }
  if (faults.strikes('rateLimit429', place) || tooOften(world, place))
    return unsignedReply(refuse(429, 'FREQUENCY_LIMITED', '频率超限'))
  if (faults.strikes('error500', place)) return unsignedReply(refuse(500, 'SYSTEM_ERROR', '系统错误'))
  if (faults.strikes('unavailable503', place)) return unsignedReply(refuse(503, 'SERVICE_UNAVAILABLE', '服务不可用'))
  // Nothing was done yet, and the caller cannot know: he has to send the same request again.
  if (faults.strikes('accepted202', place)) return signedReply(world, place, undefined, { status: 202 })
  return undefined
}

/** Takes a call and the schema of its JSON body; gives the body, or the refusal. A merchant speaks only for himself. */
export function readBody<S extends z.ZodType>(call: Call, schema: S): { value: z.output<S>; raw: unknown } | Refusal {
  const raw = readJson(call.exchange.body)
  if (raw === undefined) return refuse(400, 'PARAM_ERROR', '请求体不是合法的JSON')
  const read = schema.safeParse(raw)
  return read.success ? { value: read.data, raw } : paramError(read.error, raw, 'body')
}

/** Takes a call and the schema of its query; gives the query, or the refusal. */
export function readQuery<S extends z.ZodType>(call: Call, schema: S): { value: z.output<S> } | Refusal {
  const raw = Object.fromEntries(call.exchange.query)
  const read = schema.safeParse(raw)
  return read.success ? { value: read.data } : paramError(read.error, raw, 'query')
}

/** The refusal when a request names another merchant than the one that signed it. */
export function otherMerchant(call: Call, mchid: string): Refusal | undefined {
  if (mchid === call.merchant.numbers.wechat.mchid) return undefined
  return refuse(400, 'INVALID_REQUEST', 'Http头中的mchid与请求中的mchid不匹配')
}
