import type { MessageConsentsAnswer, MessageTemplatesAnswer } from '../../contract/messages'
import type { Means } from './season'

/** Which messages the resident may be asked about, and which he accepted just now. */
export function messageRequests({ get, post }: Pick<Means, 'get' | 'post'>) {
  return {
    messageTemplates: () => get<MessageTemplatesAnswer>('/api/message-templates'),
    agreeToMessages: (accepted: readonly string[]) =>
      post<MessageConsentsAnswer>('/api/message-consents', { accepted }),
  }
}
