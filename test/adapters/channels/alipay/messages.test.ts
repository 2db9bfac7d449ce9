import { createAlipayChannel } from '../../../../server/adapters/channels/alipay'
import { alipayOptions, gatewayAnswer } from '../../../support/channels/alipayPlatform'
import { alipay } from '../../../support/channels/rooms'
import { type ScriptedServer, scriptedServer } from '../../../support/channels/server'

/** Template messages, word by word (formats.md 4.2). */
let platform: ScriptedServer
beforeAll(async () => {
  platform = await scriptedServer()
})
afterAll(() => platform.close())

const METHOD = 'alipay.open.app.mini.templatemessage.send'
const said = (code: string, sub_code?: string) =>
  gatewayAnswer(
    METHOD,
    sub_code ? { code, msg: 'Business Failed', sub_code, sub_msg: '张三' } : { code, msg: 'Success' },
  )
const message = {
  to: { kind: 'open_id', value: '0123abcd' },
  templateId: 'template-1',
  page: 'pages/order/index?no=HF1',
  fields: { keyword1: '2026-2027采暖费', keyword2: '1234.56元' },
} as const
const send = (changed: object = {}) =>
  createAlipayChannel(alipayOptions(platform.url)).sendMessage({ ...message, ...changed })

test.each([
  [{ kind: 'open_id', value: '0123abcd' }, { to_open_id: '0123abcd' }],
  [{ kind: 'user_id', value: '2088102122458832' }, { to_user_id: '2088102122458832' }],
])('goes to %j under the name that the app has for him', async (to, recipient) => {
  platform.say(said('10000'))
  expect(await send({ to })).toEqual({ outcome: 'sent' })
  const [request] = platform.heard
  const { data, ...asked } = request ? alipay.asked(request) : {}
  expect(asked).toMatchObject({ method: METHOD, ...recipient, user_template_id: 'template-1', page: message.page })
  expect(JSON.parse(String(data))).toEqual({
    keyword1: { value: '2026-2027采暖费' },
    keyword2: { value: '1234.56元' },
  })
})

test.each([
  ['USER_NOT_SUBSCRIBE', { outcome: 'not-allowed' }],
  ['isv.user-unsubscribed', { outcome: 'not-allowed' }],
  ['USER_KEYWORD_LENGTH_ERROR', { outcome: 'unfit', what: 'field', message: '' }],
  ['USER_TEMPLATE_LACK_KEYWORD', { outcome: 'unfit', what: 'field', message: '' }],
  ['USER_TEMPLATE_ILLEGAL', { outcome: 'unfit', what: 'template', message: '' }],
  ['APP_TYPE_ERROR', { outcome: 'refused', code: 'APP_TYPE_ERROR' }],
])('%s is a value', async (subCode, outcome) => {
  platform.say(said('40004', subCode))
  expect(await send()).toMatchObject(outcome)
  expect(platform.heard).toHaveLength(1)
})

test('too often was certainly not sent, and may be tried later', async () => {
  platform.say(said('40005', 'isv.app-call-limited'))
  expect(await send()).toEqual({ outcome: 'not-sent', code: 'isv.app-call-limited' })
})

test.each(['silence', { status: 503 }, said('20000', 'isp.unknow-error')] as const)(
  'what nobody knows is unknown, and is not sent again (%j)',
  async (reply) => {
    platform.say(reply)
    expect(await send()).toMatchObject({ outcome: 'unknown' })
    expect(platform.heard).toHaveLength(1)
  },
)

test('a message to somebody of another platform is a mistake of ours, and nothing is sent', async () => {
  platform.say(said('10000'))
  await expect(send({ to: { kind: 'openid', value: 'o1' } })).rejects.toThrow(/openid/)
  expect(platform.heard).toHaveLength(0)
})
