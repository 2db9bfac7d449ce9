import { messageConsentsAnswer, messageConsentsRequest, messageTemplatesAnswer } from '../../../../contract/messages'
import { type Route, residentRoute } from '../routing/route'

/** What a resident may be told on his platform, and what he agreed to. */
export const MESSAGE_ROUTES: readonly Route[] = [
  residentRoute({
    method: 'get',
    path: '/api/message-templates',
    summary: '可以订阅的消息',
    answer: messageTemplatesAnswer,
    answerTo: ({ verbs, resident }) => verbs.messages.templates(resident),
  }),
  residentRoute({
    method: 'post',
    path: '/api/message-consents',
    summary: '同意接收消息',
    limit: 'message-consent',
    body: messageConsentsRequest,
    answer: messageConsentsAnswer,
    status: 201,
    answerTo: ({ verbs, resident, body }) => verbs.messages.accept(resident, body.accepted),
  }),
]
