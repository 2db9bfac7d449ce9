import { z } from 'zod'
import { MESSAGE_EVENTS } from '../../contract/messages'
import type { Handler } from '../http/router'
import type { World } from '../world'
import { failed, openEndpoint } from './openApi'

const asked = z.object({
  touser: z.string().min(1),
  template_id: z.string().min(1),
  page: z.string().max(1024).optional(),
  miniprogram_state: z.enum(['developer', 'trial', 'formal']).optional(),
  lang: z.enum(['zh_CN', 'en_US', 'zh_HK', 'zh_TW']).optional(),
  data: z.record(z.string(), z.object({ value: z.union([z.string(), z.number()]) })),
})

const HAN = '\\p{Script=Han}'
/** What a field may say, by the kind in its name (formats.md 4.1). */
const FIELDS: Record<string, RegExp> = {
  thing: /^.{1,20}$/su,
  character_string: /^[\x21-\x7e]{1,32}$/,
  number: /^-?\d{1,32}(\.\d+)?$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[^\p{L}\p{N}]{1,5}$/u,
  phrase: new RegExp(`^${HAN}{1,5}$`, 'u'),
  name: new RegExp(`^(${HAN}{1,10}|[\\p{L}·. ]{1,20})$`, 'u'),
  amount: /^[¥￥$€£]?\d{1,10}(\.\d{1,2})?元?$/,
  time: /^((\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{2}-\d{2}) )?\d{1,2}:\d{2}(:\d{2})?$/,
  date: /^(\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{2}-\d{2})( \d{1,2}:\d{2})?$/,
  phone_number: /^[\d+\- ]{1,17}$/,
  car_number: /^.{1,8}$/su,
}

function unfit(data: Record<string, { value: string | number }>): string | undefined {
  for (const [name, { value }] of Object.entries(data)) {
    const kind = /^([a-z_]+?)\d{1,2}$/.exec(name)?.[1] ?? ''
    const allowed = Object.hasOwn(FIELDS, kind) ? FIELDS[kind] : undefined
    if (!allowed?.test(String(value))) return name
  }
  return undefined
}

/** POST /cgi-bin/message/subscribe/send: one accept of the resident is one message. */
export function subscribeMessage(world: World): Handler {
  return openEndpoint(world, 'message', asked, (merchant, message) => {
    const { appid, templates } = merchant.numbers.wechat
    if (!MESSAGE_EVENTS.some((event) => templates[event] === message.template_id))
      return failed(40037, 'invalid template_id')
    if (!world.store.loginCodes.appsOf(message.touser).includes(appid)) return failed(40003, 'invalid openid')
    if (message.page !== undefined && !/^pages\//.test(message.page)) return failed(41030, 'invalid page')
    const field = unfit(message.data)
    if (field !== undefined || Object.keys(message.data).length === 0)
      return failed(47003, `argument invalid! data.${field ?? ''}.value invalid`)
    const place = { channel: 'wechat', company: merchant.id, api: 'message' } as const
    const { messages } = world.store
    if (
      world.faults.strikes('messageRefused', place) ||
      !messages.takeGrant(appid, message.touser, message.template_id)
    )
      return failed(43101, 'user refuse to accept the msg')
    messages.add({
      ...{ channel: 'wechat', company: merchant.id, appId: appid, payer: message.touser },
      ...{ templateId: message.template_id, page: message.page ?? '', sentAt: world.clock.now() },
      fields: JSON.stringify(
        Object.fromEntries(Object.entries(message.data).map(([name, { value }]) => [name, String(value)])),
      ),
    })
    return undefined
  })
}
