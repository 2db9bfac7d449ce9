import type { Messenger, SendOutcome } from '../../../application/ports/messages'
import { HELD_CODE } from '../callGuard'
import type { AccessTokens } from './accessToken'
import { refusal } from './answers'
import type { OpenApi } from './openApi'
import type { WechatMerchant } from './options'

const REFUSED_BY_PAYER = '43101'
const UNFIT: Record<string, 'field' | 'template' | 'page' | 'recipient'> = {
  '47003': 'field',
  '40037': 'template',
  '41030': 'page',
  '40003': 'recipient',
}

/** Of the platform's complaint only the field's name is kept: the rest may quote what was to be sent. */
function fieldOf(message: string): string {
  return /data\.([a-z_]+\d{1,3})/.exec(message)?.[1] ?? ''
}

/** Subscribe messages of one mini-program (formats.md 4.1): one consent is one message, and none is sent twice. */
export function wechatMessages(
  api: OpenApi,
  tokens: AccessTokens,
  { templates }: Pick<WechatMerchant, 'templates'>,
): Messenger {
  return {
    templates,
    async sendMessage({ to, templateId, page, fields }): Promise<SendOutcome> {
      if (to.kind !== 'openid') throw new Error(`a WeChat message goes to an openid, not ${to.kind}`)
      const answer = await tokens.withToken((token) =>
        api.ask({
          endpoint: 'send-message',
          method: 'POST',
          path: `/cgi-bin/message/subscribe/send?access_token=${encodeURIComponent(token)}`,
          body: {
            touser: to.value,
            template_id: templateId,
            page,
            miniprogram_state: 'formal',
            lang: 'zh_CN',
            data: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }])),
          },
          once: true,
        }),
      )
      if (answer.kind === 'verified') return { outcome: 'sent' }
      if (answer.kind === 'no-token' || answer.code === HELD_CODE) return { outcome: 'not-sent', code: answer.code }
      if (answer.kind === 'unknown') return refusal(answer)
      if (answer.code === REFUSED_BY_PAYER) return { outcome: 'not-allowed' }
      const what = UNFIT[answer.code]
      if (!what) return refusal(answer)
      return { outcome: 'unfit', what, message: what === 'field' ? fieldOf(answer.message) : '' }
    },
  }
}
