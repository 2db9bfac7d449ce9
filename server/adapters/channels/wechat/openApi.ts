import { Agent } from 'undici'
import { z } from 'zod'
import { channelOrigin } from '../addresses'
import { type CallGuard, USUAL_PAUSES_MS } from '../callGuard'
import { exchange } from '../exchange'
import { hearDate } from '../hearDate'
import { parseJson } from '../wire'
import { type Answer, isUnsettled } from './answers'
import type { WechatOptions } from './options'

/** A call of api.weixin.qq.com, which serves the mini-program as WeChat Pay serves the merchant. */
export interface OpenCall {
  /** Its name in logs and metrics; the address holds secrets and is never logged. */
  endpoint: string
  method: 'GET' | 'POST'
  /** With its query. */
  path: string
  body?: object
  /** A call that must not be made twice: what it uses up or sends would be gone or doubled. */
  once?: boolean
}

export interface OpenApi {
  ask(call: OpenCall): Promise<Answer>
}

const SYSTEM_BUSY = -1
const refusalBody = z.object({ errcode: z.int(), errmsg: z.string().default('') })

/**
 * The mini-program's own API of one app (formats.md 4.1). Its answers are not signed: TLS vouches for them. A refusal comes
 * with HTTP 200 and an errcode; a good answer has none, or 0.
 */
export function createOpenApi(options: WechatOptions, callGuard: CallGuard): OpenApi {
  const origin = channelOrigin(options.loginBaseUrl, options.allowLoopback ?? false)
  const timeoutMs = options.timeoutMs ?? 5_000
  const dispatcher = hearDate(new Agent({ connect: { timeout: timeoutMs } }), options.heardDate)

  async function attempt({ method, path, body }: OpenCall): Promise<Answer> {
    const answer = await exchange(
      {
        method,
        url: `${origin}${path}`,
        headers: { Accept: 'application/json', ...(body ? { 'Content-Type': 'application/json' } : {}) },
        body: body && JSON.stringify(body),
        timeoutMs,
        maxBytes: 65_536,
      },
      dispatcher,
    )
    if (answer.kind === 'failed') return { kind: 'unknown', code: answer.code, message: answer.message }
    if (answer.status !== 200) return { kind: 'unknown', code: `HTTP_${answer.status}`, message: '' }
    const json = parseJson(answer.body.toString('utf8'))
    if (typeof json !== 'object' || json === null) return { kind: 'unknown', code: 'MALFORMED', message: 'not JSON' }
    const refusal = refusalBody.safeParse(json)
    if (!refusal.success || refusal.data.errcode === 0) return { kind: 'verified', status: 200, body: json }
    const { errcode, errmsg } = refusal.data
    if (errcode === SYSTEM_BUSY) return { kind: 'unknown', code: String(errcode), message: errmsg }
    return { kind: 'refused', status: 200, code: String(errcode), message: errmsg }
  }

  return {
    ask(call) {
      return callGuard.ask({
        endpoint: call.endpoint,
        attempt: () => attempt(call),
        pausesMs: call.once ? [] : (options.pausesMs ?? USUAL_PAUSES_MS),
        isUnsettled,
      })
    },
  }
}
