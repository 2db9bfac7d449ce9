import * as messages from '../../../../contract/messages'
import type { Operation } from './operation'

/** Messages on the resident's platform. */
export const MESSAGE_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/message-templates',
    summary: '可以订阅的消息',
    session: true,
    answer: messages.messageTemplatesAnswer,
  },
  {
    method: 'post',
    path: '/api/message-consents',
    summary: '同意接收消息',
    session: true,
    request: messages.messageConsentsRequest,
    answer: messages.messageConsentsAnswer,
  },
]
