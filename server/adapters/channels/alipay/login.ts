import type { LoginOutcome } from '../../../application/ports/channels'
import { type AlipayGateway, refusal, STRANGE_ANSWER } from './gateway'
import { tokenBody } from './wire'

/**
 * Exchanges the one-use code of my.getAuthCode for the payer's open_id, or user_id with older apps (formats.md 3.4). The
 * tokens that come along are neither kept nor logged.
 */
export function alipayLogin(gateway: AlipayGateway): (code: string) => Promise<LoginOutcome> {
  return async (code) => {
    const answer = await gateway.ask('alipay.system.oauth.token', {
      top: { grant_type: 'authorization_code', code },
      once: true,
    })
    if (answer.kind === 'refused' && answer.code === 'isv.code-invalid') return { outcome: 'bad-code' }
    if (answer.kind !== 'verified') return refusal(answer)
    const parsed = tokenBody.safeParse(answer.body)
    if (!parsed.success) return STRANGE_ANSWER
    const identity = parsed.data
    return 'open_id' in identity
      ? { outcome: 'identified', payer: { kind: 'open_id', value: identity.open_id } }
      : { outcome: 'identified', payer: { kind: 'user_id', value: identity.user_id } }
  }
}
