import { createHash, createVerify } from 'node:crypto'
import { fen } from '../../../../contract/money'
import { createWechatChannel } from '../../../../server/adapters/channels/wechat'
import { NEW_CERTIFICATE, NEW_SERIAL, newCertificateKey } from '../../../support/channels/certificate'
import { listeningLog } from '../../../support/channels/log'
import { type Heard, type ScriptedServer, scriptedServer } from '../../../support/channels/server'
import {
  API_V3_KEY,
  merchantKeys,
  NOW,
  notice,
  PAYMENT,
  seal,
  signedAnswer,
  wechatOptions,
} from '../../../support/channels/wechatPlatform'

let platform: ScriptedServer
beforeAll(async () => {
  platform = await scriptedServer()
})
afterAll(() => platform.close())

const listed = (pem = NEW_CERTIFICATE, serial = NEW_SERIAL, apiV3Key = API_V3_KEY) => ({
  data: [
    {
      serial_no: serial,
      effective_time: '2026-01-01T00:00:00+08:00',
      expire_time: '2031-01-01T00:00:00+08:00',
      encrypt_certificate: {
        algorithm: 'AEAD_AES_256_GCM',
        nonce: '61f9c719728a',
        associated_data: 'certificate',
        ciphertext: seal(pem, 'certificate', apiV3Key),
      },
    },
  ],
})
const byNewKey = { serial: NEW_SERIAL, key: newCertificateKey }

/** The string that WeChat Pay builds from a request in order to verify it (formats.md 1.2). */
function signedText(request: Heard): { text: string; signature: string } {
  const header = String(request.headers.authorization)
  const field = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(header)?.[1] ?? ''
  const text = `${request.method}\n${request.target}\n${field('timestamp')}\n${field('nonce_str')}\n${request.body}\n`
  return { text, signature: field('signature') }
}

test('a certificate list is asked for with the very string of formats.md 8', async () => {
  platform.say(signedAnswer(listed(), 200, { ...byNewKey, at: 1554208460_000 }))
  const channel = createWechatChannel(wechatOptions(platform.url, { clock: () => 1554208460_000 }))
  expect(await channel.refreshKeys()).toBe(true)
  const [request] = platform.heard
  if (!request) throw new Error('nothing was asked')
  const { text, signature } = signedText(request)
  expect(createHash('sha256').update(text).digest('hex')).toBe(
    'fab5c8a222049f386cb01453c7dc712c7997e756271557b0ef6e2e5060575373',
  )
  expect(createVerify('RSA-SHA256').update(text).verify(merchantKeys.publicKey, signature, 'base64')).toBe(true)
  expect(request.headers).toMatchObject({
    accept: 'application/json',
    'user-agent': expect.stringContaining('heatpay'),
  })
})

test('a notification by an unknown key is believed once the platform has listed that key', async () => {
  platform.say(signedAnswer(listed(), 200, byNewKey))
  const channel = createWechatChannel(wechatOptions(platform.url))
  const signed = notice(PAYMENT, undefined, byNewKey)
  expect(channel.verify(signed, NOW)).toEqual({ outcome: 'refused', code: 'unknown-key' })
  expect(await channel.refreshKeys()).toBe(true)
  expect(channel.verify(signed, NOW).outcome).toBe('verified')
})

test('keys are fetched at most every five minutes, however many ask', async () => {
  platform.say({ status: 404, body: '{"code":"RESOURCE_NOT_EXISTS","message":"public key mode"}' })
  let now = NOW
  const channel = createWechatChannel(wechatOptions(platform.url, { clock: () => now }))
  expect(await Promise.all([channel.refreshKeys(), channel.refreshKeys(), channel.refreshKeys()])).toEqual([
    false,
    false,
    false,
  ])
  now += 299_000
  expect(await channel.refreshKeys()).toBe(false)
  expect(platform.heard).toHaveLength(1)
  now += 1_000
  await channel.refreshKeys()
  expect(platform.heard).toHaveLength(2)
})

test.each([
  ['unsigned', { ...signedAnswer(listed()), headers: {} }],
  ['signed by a key that is neither known nor listed', signedAnswer(listed(), 200, { serial: 'F'.repeat(40) })],
  ['signed by another key than it lists', signedAnswer(listed(), 200, { serial: NEW_SERIAL })],
  ['sealed for another merchant', signedAnswer(listed(NEW_CERTIFICATE, NEW_SERIAL, 'f'.repeat(32)), 200, byNewKey)],
  ['under a serial that the certificate denies', signedAnswer(listed(NEW_CERTIFICATE, 'A'.repeat(40)))],
  ['no certificate', signedAnswer(listed('PEM?'))],
])('a certificate list that is %s brings no key', async (_what, answer) => {
  platform.say(answer)
  const { log, lines } = listeningLog()
  const channel = createWechatChannel(wechatOptions(platform.url, { log }))
  expect(await channel.refreshKeys()).toBe(false)
  expect(channel.verify(notice(PAYMENT, undefined, byNewKey), NOW)).toEqual({ outcome: 'refused', code: 'unknown-key' })
  expect(lines).toEqual([expect.objectContaining({ level: 'warn', message: 'platform certificates not refreshed' })])
})

test('an answer by a new key makes us fetch it, and is then believed', async () => {
  const answer = signedAnswer({ prepay_id: 'wx1' }, 200, byNewKey)
  platform.say((request) => (request.target === '/v3/certificates' ? signedAnswer(listed(), 200, byNewKey) : answer))
  const channel = createWechatChannel(wechatOptions(platform.url))
  const order = {
    orderNo: 'HF20261101000001',
    amountFen: fen(100),
    description: '采暖费',
    payer: { kind: 'openid', value: 'o1' },
    notifyUrl: 'https://pay.example.cn/notify/wechat/lanzhou',
    userCode: '62000001',
    expiresAt: NOW + 1_800_000,
  } as const
  expect(await channel.createOrder(order)).toEqual({
    outcome: 'created',
    prepayId: 'wx1',
  })
  expect(platform.heard.map((request) => request.target)).toEqual(['/v3/pay/transactions/jsapi', '/v3/certificates'])
})

test('an answer of 202 leaves the refund open, however well it is signed and whatever it says', async () => {
  const refund = {
    refund_id: '5030',
    out_refund_no: 'RF1',
    out_trade_no: 'HF1',
    status: 'SUCCESS',
    amount: { refund: 1 },
  }
  platform.say(signedAnswer(refund, 202))
  const channel = createWechatChannel(wechatOptions(platform.url))
  expect(await channel.queryRefund({ orderNo: 'HF1', refundNo: 'RF1' })).toMatchObject({
    outcome: 'unknown',
    code: 'ACCEPTED',
  })
  platform.say(signedAnswer(refund, 200))
  expect(await channel.queryRefund({ orderNo: 'HF1', refundNo: 'RF1' })).toMatchObject({ outcome: 'succeeded' })
})

test('wx.requestPayment is signed over the very string of formats.md 8', () => {
  const channel = createWechatChannel(
    wechatOptions(platform.url, { clock: () => 1554208460_999, newNonce: () => '593BEC0C930BF1AFEB40B4A08C8FB242' }),
  )
  const parameters = channel.payParameters('wx201410272009395522657a690389285100')
  if (parameters.channel !== 'wechat') throw new Error('not for WeChat')
  const { timeStamp, nonceStr, package: pack, signType, paySign } = parameters
  const text = `wx2421b1c4370ec43b\n${timeStamp}\n${nonceStr}\n${pack}\n`
  expect(createHash('sha256').update(text).digest('hex')).toBe(
    'bf5c0eab11b7710ea376aaa5038ad079fb8175af60d6cbf676fa3bcc4d218bcb',
  )
  expect(createVerify('RSA-SHA256').update(text).verify(merchantKeys.publicKey, paySign, 'base64')).toBe(true)
  expect({ timeStamp, signType }).toEqual({ timeStamp: '1554208460', signType: 'RSA' })
})
