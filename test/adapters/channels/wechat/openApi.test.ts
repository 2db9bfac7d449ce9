import { createWechatChannel } from '../../../../server/adapters/channels/wechat'
import { listeningLog } from '../../../support/channels/log'
import {
  type Heard,
  type Reply,
  type ScriptedServer,
  scriptedServer,
  type Told,
} from '../../../support/channels/server'
import { NOW, wechatOptions } from '../../../support/channels/wechatPlatform'

/** The mini-program's own API, word by word (formats.md 4.1). */
let platform: ScriptedServer
beforeAll(async () => {
  platform = await scriptedServer()
})
afterAll(() => platform.close())

const told = (body: object): Told => ({ status: 200, body: JSON.stringify(body) })
const ok = told({ errcode: 0, errmsg: 'ok' })
const refused = (errcode: number, errmsg = 'no') => told({ errcode, errmsg })
const token = (access_token: string, expires_in = 7200) => told({ access_token, expires_in })

/** Answers by path: the token, and everything else. */
function say(tokens: Reply[], answers: Reply[]) {
  platform.say((request) => {
    const line = request.target.startsWith('/cgi-bin/stable_token') ? tokens : answers
    const reply = line.length > 1 ? line.shift() : line[0]
    return (reply ?? 'silence') as Told
  })
}
const asked = (path: string) => platform.heard.filter(({ target }) => target.startsWith(path))
const tokenOf = ({ target }: Heard) => new URLSearchParams(target.split('?')[1]).get('access_token')
const SEND = '/cgi-bin/message/subscribe/send'
const TOKEN = '/cgi-bin/stable_token'

const message = {
  to: { kind: 'openid', value: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  templateId: 'template-1',
  page: 'pages/order/index?orderNo=HF1',
  fields: { thing1: '2026-2027采暖季采暖费', amount2: '1234.56元' },
} as const

function made() {
  const clock = { now: NOW }
  const { log, lines } = listeningLog()
  return { channel: createWechatChannel(wechatOptions(platform.url, { clock: () => clock.now, log })), clock, lines }
}

test('a subscribe message is written as the platform wants it', async () => {
  say([token('T1')], [ok])
  expect(await made().channel.sendMessage(message)).toEqual({ outcome: 'sent' })
  const [request] = asked(SEND)
  expect(request && tokenOf(request)).toBe('T1')
  expect(JSON.parse(request?.body ?? '')).toEqual({
    touser: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
    template_id: 'template-1',
    page: 'pages/order/index?orderNo=HF1',
    miniprogram_state: 'formal',
    lang: 'zh_CN',
    data: { thing1: { value: '2026-2027采暖季采暖费' }, amount2: { value: '1234.56元' } },
  })
  expect(JSON.parse(asked(TOKEN)[0]?.body ?? '')).toEqual({
    grant_type: 'client_credential',
    appid: 'wx2421b1c4370ec43b',
    secret: 'secret',
    force_refresh: false,
  })
})

test('the access token is fetched once for many, and anew shortly before its end', async () => {
  const { channel, clock } = made()
  say([token('T1'), token('T2')], [ok])
  await Promise.all([1, 2, 3, 4].map(() => channel.sendMessage(message)))
  clock.now += 6_800_000
  await channel.sendMessage(message)
  expect(asked(TOKEN)).toHaveLength(1)
  clock.now += 100_001
  await channel.sendMessage(message)
  expect(asked(TOKEN)).toHaveLength(2)
  expect(asked(SEND).map(tokenOf)).toEqual(['T1', 'T1', 'T1', 'T1', 'T1', 'T2'])
})

test('a clock that is set back makes the token be fetched again', async () => {
  const { channel, clock } = made()
  say([token('T1'), token('T2')], [ok])
  await channel.sendMessage(message)
  clock.now -= 86_400_000
  await channel.sendMessage(message)
  expect(asked(SEND).map(tokenOf)).toEqual(['T1', 'T2'])
})

test.each([40001, 42001, 40014])('a token refused with %d is replaced once, and the message sent', async (errcode) => {
  say([token('T1'), token('T2')], [refused(errcode), ok])
  expect(await made().channel.sendMessage(message)).toEqual({ outcome: 'sent' })
  expect(asked(SEND).map(tokenOf)).toEqual(['T1', 'T2'])
  expect(asked(TOKEN).map(({ body }) => JSON.parse(body).force_refresh)).toEqual([false, false])
})

test('a new token is forced only when the platform still gives the one that it refuses', async () => {
  say([token('T1'), token('T1'), token('T2')], [refused(40001), ok])
  expect(await made().channel.sendMessage(message)).toEqual({ outcome: 'sent' })
  expect(asked(TOKEN).map(({ body }) => JSON.parse(body).force_refresh)).toEqual([false, false, true])
  expect(asked(SEND).map(tokenOf)).toEqual(['T1', 'T2'])
})

test('a token that is refused twice is a refusal, not a loop', async () => {
  say([token('T1'), token('T2'), token('T3')], [refused(42001)])
  expect(await made().channel.sendMessage(message)).toMatchObject({ outcome: 'refused', code: '42001' })
  expect(asked(SEND)).toHaveLength(2)
})

test('without a token nothing is sent', async () => {
  say([refused(40125, 'invalid appsecret')], [ok])
  expect(await made().channel.sendMessage(message)).toEqual({ outcome: 'not-sent', code: '40125' })
  say(['silence'], [ok])
  expect(await made().channel.sendMessage(message)).toEqual({ outcome: 'not-sent', code: 'TIMEOUT' })
  expect(asked(SEND)).toHaveLength(0)
  say([told({ access_token: '', expires_in: 7200 })], [ok])
  expect(await made().channel.sendMessage(message)).toEqual({ outcome: 'not-sent', code: 'STRANGE_ANSWER' })
})

test.each([
  [43101, 'user refuse to accept the msg', { outcome: 'not-allowed' }],
  [
    47003,
    'argument invalid! data.thing1.value invalid rid: 张三',
    { outcome: 'unfit', what: 'field', message: 'thing1' },
  ],
  [40037, 'invalid template_id', { outcome: 'unfit', what: 'template', message: '' }],
  [41030, 'invalid page', { outcome: 'unfit', what: 'page', message: '' }],
  [40003, 'invalid openid', { outcome: 'unfit', what: 'recipient', message: '' }],
  [45009, 'reach max api daily quota limit', { outcome: 'refused', code: '45009' }],
  [-1, 'system error', { outcome: 'unknown', code: '-1' }],
])('errcode %d is a value', async (errcode, errmsg, outcome) => {
  say([token('T1')], [refused(errcode, errmsg)])
  expect(await made().channel.sendMessage(message)).toMatchObject(outcome)
  expect(asked(SEND)).toHaveLength(1)
})

test.each(['silence', 'cut', { status: 500 }, { status: 200, body: 'ok' }, { status: 200, body: 'null' }] as const)(
  'a message under %j is unknown and not sent again',
  async (reply) => {
    say([token('T1')], [reply])
    expect(await made().channel.sendMessage(message)).toMatchObject({ outcome: 'unknown' })
    expect(asked(SEND)).toHaveLength(1)
  },
)

test('a message to somebody of another platform is a mistake of ours, and nothing is sent', async () => {
  say([token('T1')], [ok])
  const { channel } = made()
  await expect(channel.sendMessage({ ...message, to: { kind: 'open_id', value: '0123' } })).rejects.toThrow(/openid/)
  expect(platform.heard).toHaveLength(0)
})

describe('a shipping report', () => {
  const report = {
    transactionId: '4200002999202611010000000001',
    payer: { kind: 'openid', value: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
    item: '热'.repeat(130),
  } as const

  test('says that what was paid for is delivered by itself, all at once', async () => {
    say([token('T1')], [ok])
    expect(await made().channel.reportShipping(report)).toEqual({ outcome: 'reported' })
    const [request] = asked('/wxa/sec/order/upload_shipping_info')
    expect(JSON.parse(request?.body ?? '')).toEqual({
      order_key: { order_number_type: 2, transaction_id: report.transactionId },
      logistics_type: 3,
      delivery_mode: 1,
      shipping_list: [{ item_desc: '热'.repeat(120) }],
      upload_time: '2026-11-21T10:00:00.000+08:00',
      payer: { openid: report.payer.value },
    })
  })

  test.each([10060002, 10060003])('that was made before (%d) is made', async (errcode) => {
    say([token('T1')], [refused(errcode)])
    expect(await made().channel.reportShipping(report)).toEqual({ outcome: 'reported' })
  })

  test('that is refused or lost is so, and is not made twice', async () => {
    say([token('T1')], [refused(10060001)])
    expect(await made().channel.reportShipping(report)).toMatchObject({ outcome: 'refused', code: '10060001' })
    say([token('T1')], ['silence'])
    expect(await made().channel.reportShipping(report)).toMatchObject({ outcome: 'unknown', code: 'TIMEOUT' })
    expect(asked('/wxa/')).toHaveLength(1)
  })
})

test('no log line holds a token, a secret, a person or what he was told', async () => {
  const { channel, lines } = made()
  say([token('TOPSECRET1'), token('TOPSECRET2')], [refused(42001), refused(47003, 'data.thing1.value 张三 invalid')])
  await channel.sendMessage(message)
  expect(lines.length).toBeGreaterThan(0)
  expect(JSON.stringify(lines)).not.toMatch(/TOPSECRET|"secret"|oUpF8|采暖费|张三/)
})
