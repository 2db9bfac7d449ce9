import type { Messenger, SendOutcome } from '../../../application/ports/messages'
import { HELD_CODE } from '../callGuard'
import { type AlipayGateway, refusal } from './gateway'
import type { AlipayMerchant } from './options'

/** What Alipay finds wrong with a message, by its sub_code. */
const UNFIT: Record<string, 'field' | 'template' | 'page' | 'recipient'> = {
  USER_KEYWORD_LENGTH_ERROR: 'field',
  USER_TEMPLATE_LACK_KEYWORD: 'field',
  USER_TEMPLATE_ILLEGAL: 'template',
  USER_NOT_EXIST: 'recipient',
}

/** The documentation does not list the code of a person who has not subscribed: every one that speaks of it is taken. */
const NOT_SUBSCRIBED = /SUBSCRI/i

/** Template messages of one mini-program (formats.md 4.2): none is sent twice. */
export function alipayMessages(gateway: AlipayGateway, { templates }: Pick<AlipayMerchant, 'templates'>): Messenger {
  return {
    templates,
    async sendMessage({ to, templateId, page, fields }): Promise<SendOutcome> {
      if (to.kind === 'openid') throw new Error('an Alipay message goes to an open_id or a user_id, not an openid')
      const recipient = to.kind === 'open_id' ? 'to_open_id' : 'to_user_id'
      const answer = await gateway.ask('alipay.open.app.mini.templatemessage.send', {
        content: {
          [recipient]: to.value,
          user_template_id: templateId,
          page,
          // A text within the content, not an object (formats.md 4.2).
          data: JSON.stringify(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }]))),
        },
        once: true,
      })
      if (answer.kind === 'verified') return { outcome: 'sent' }
      if (answer.kind === 'unknown') {
        return answer.code === HELD_CODE ? { outcome: 'not-sent', code: answer.code } : refusal(answer)
      }
      if (answer.limited) return { outcome: 'not-sent', code: answer.code }
      if (NOT_SUBSCRIBED.test(answer.code)) return { outcome: 'not-allowed' }
      const what = UNFIT[answer.code]
      return what ? { outcome: 'unfit', what, message: '' } : refusal(answer)
    },
  }
}
