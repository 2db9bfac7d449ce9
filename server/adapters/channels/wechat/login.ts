import { Agent } from 'undici'
import type { LoginOutcome } from '../../../application/channelPort'
import { channelOrigin } from '../addresses'
import { exchange } from '../exchange'
import { parseJson } from '../json'
import type { WechatOptions } from './options'
import { loginBody } from './wire'

/** 40029 invalid code, 40163 code used already (formats.md 4.1). */
const BAD_CODES = new Set([40029, 40163])
const SYSTEM_BUSY = -1

/**
 * Exchanges the one-use code of wx.login for the openid (formats.md 4.1). Asked once only: a second try would find the
 * code used. The session key that comes along is neither kept nor logged.
 */
export function wechatLogin(options: WechatOptions): (code: string) => Promise<LoginOutcome> {
  const origin = channelOrigin(options.loginBaseUrl, options.allowLoopback ?? false)
  const timeoutMs = options.timeoutMs ?? 5_000
  const dispatcher = new Agent({ connect: { timeout: timeoutMs } })
  return async (code) => {
    const query = new URLSearchParams({
      appid: options.appid,
      secret: options.appSecret,
      js_code: code,
      grant_type: 'authorization_code',
    })
    const url = `${origin}/sns/jscode2session?${query}`
    const answer = await exchange(
      { method: 'GET', url, headers: { Accept: 'application/json' }, timeoutMs, maxBytes: 65_536 },
      dispatcher,
    )
    if (answer.kind === 'failed') return { outcome: 'unknown', code: answer.code, message: answer.message }
    if (answer.status !== 200) return { outcome: 'unknown', code: `HTTP_${answer.status}`, message: '' }
    const parsed = loginBody.safeParse(parseJson(answer.body.toString('utf8')))
    if (!parsed.success) return { outcome: 'unknown', code: 'STRANGE_ANSWER', message: '' }
    const session = parsed.data
    if ('openid' in session) return { outcome: 'identified', payer: { kind: 'openid', value: session.openid } }
    if (BAD_CODES.has(session.errcode)) return { outcome: 'bad-code' }
    const outcome = session.errcode === SYSTEM_BUSY ? 'unknown' : 'refused'
    return { outcome, code: String(session.errcode), message: session.errmsg }
  }
}
