import type { LoginOutcome } from '../../../application/ports/channels'
import { refusal, STRANGE_ANSWER } from './answers'
import type { OpenApi } from './openApi'
import type { WechatMerchant } from './options'
import { loginBody } from './wire'

/** 40029 invalid code, 40163 code used already (formats.md 4.1). */
const BAD_CODES = new Set(['40029', '40163'])

/**
 * Exchanges the one-use code of wx.login for the openid (formats.md 4.1). Asked once only: a second try would find the
 * code used. The session key that comes along is neither kept nor logged.
 */
export function wechatLogin(
  api: OpenApi,
  merchant: Pick<WechatMerchant, 'appid' | 'appSecret'>,
): (code: string) => Promise<LoginOutcome> {
  return async (code) => {
    const query = new URLSearchParams({
      appid: merchant.appid,
      secret: merchant.appSecret,
      js_code: code,
      grant_type: 'authorization_code',
    })
    const answer = await api.ask({
      endpoint: 'login',
      method: 'GET',
      path: `/sns/jscode2session?${query}`,
      once: true,
    })
    if (answer.kind === 'refused' && BAD_CODES.has(answer.code)) return { outcome: 'bad-code' }
    if (answer.kind !== 'verified') return refusal(answer)
    const session = loginBody.safeParse(answer.body)
    if (!session.success) return STRANGE_ANSWER
    return { outcome: 'identified', payer: { kind: 'openid', value: session.data.openid } }
  }
}
