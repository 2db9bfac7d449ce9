import { z } from 'zod'
import { MESSAGE_EVENTS } from '../../contract/messages'
import type { World } from '../world'
import { fail, type Outcome } from './answer'
import { bizContent, type Call } from './gateway'

const asked = z
  .object({
    to_user_id: z.string().min(1).max(20).optional(),
    to_open_id: z.string().min(1).max(128).optional(),
    user_template_id: z.string().min(1).max(64),
    page: z.string().min(1).max(128),
    data: z.union([z.string().max(2048), z.record(z.string(), z.unknown())]),
  })
  .refine(({ to_user_id, to_open_id }) => (to_user_id === undefined) !== (to_open_id === undefined), {
    path: ['to_open_id'],
    error: 'to_user_id与to_open_id二选一',
  })
const keywords = z.record(z.string().regex(/^keyword\d{1,2}$/), z.object({ value: z.string() }))
const MAX_KEYWORD = 50

/** alipay.open.app.mini.templatemessage.send (formats.md 4.2): one consent is one message, as the sandbox counts them. */
export function sendTemplateMessage(world: World, call: Call): Outcome {
  const read = bizContent(call, asked)
  if ('ok' in read) return read
  const { to_user_id, to_open_id, user_template_id: templateId, page, data } = read.value
  const known = MESSAGE_EVENTS.some((event) => call.merchant.numbers.alipay.templates[event] === templateId)
  if (!known) return fail('USER_TEMPLATE_ILLEGAL', '模板非法')
  const fields = keywords.safeParse(typeof data === 'string' ? parsed(data) : data)
  if (!fields.success || Object.keys(fields.data).length === 0) return fail('USER_TEMPLATE_LACK_KEYWORD', '缺少关键词')
  const values = Object.entries(fields.data).map(([name, { value }]): [string, string] => [name, value])
  if (values.some(([, value]) => [...value].length > MAX_KEYWORD))
    return fail('USER_KEYWORD_LENGTH_ERROR', '关键词超长')
  const place = { channel: 'alipay', company: call.merchant.id, api: 'message' } as const
  const payer = to_user_id ?? to_open_id ?? ''
  const { messages } = world.store
  if (world.faults.strikes('messageRefused', place) || !messages.takeGrant(call.appId, payer, templateId))
    return fail('USER_NOT_SUBSCRIBE', '用户未订阅该模板')
  messages.add({
    ...{ channel: 'alipay', company: call.merchant.id, appId: call.appId, payer, templateId, page },
    fields: JSON.stringify(Object.fromEntries(values)),
    sentAt: world.clock.now(),
  })
  return { ok: true, fields: {} }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
