import { constants, privateDecrypt } from 'node:crypto'
import { createWechatChannel } from '../../../../server/adapters/channels/wechat'
import { NEW_CERTIFICATE, NEW_SERIAL, newCertificateKey } from '../../../support/channels/certificate'
import { type ScriptedServer, scriptedServer } from '../../../support/channels/server'
import {
  PUBLIC_KEY_ID,
  publicKeyModeKeys,
  seal,
  signedAnswer,
  wechatOptions,
} from '../../../support/channels/wechatPlatform'

let platform: ScriptedServer
beforeAll(async () => {
  platform = await scriptedServer()
})
afterAll(() => platform.close())

const refund = {
  orderNo: 'HF20261101000001',
  refundNo: 'RF20261102000001',
  channelRefundId: '50300000000202611020000000001',
}
const card = { kind: 'payer-card', bankType: 'ICBC_DEBIT', account: '6222020200000000006', name: '张三' } as const
const accepted = signedAnswer({
  refund_id: refund.channelRefundId,
  out_refund_no: refund.refundNo,
  out_trade_no: refund.orderNo,
  status: 'PROCESSING',
  amount: { refund: 100, total: 1000 },
})
type Room = ReturnType<typeof createWechatChannel>
const redirect = (room: Room, to: Parameters<NonNullable<Room['redirectRefund']>>[0]['to'] = card) =>
  room.redirectRefund?.({ ...refund, to })

const opened = (sealed: string, key = publicKeyModeKeys.privateKey) =>
  privateDecrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
    Buffer.from(sealed, 'base64'),
  ).toString('utf8')

test('a card’s number and name leave sealed under the key that the request names', async () => {
  platform.say(accepted)
  expect(await redirect(createWechatChannel(wechatOptions(platform.url)))).toMatchObject({ outcome: 'accepted' })
  const [request] = platform.heard
  expect(request?.target).toBe(`/v3/refund/domestic/refunds/${refund.channelRefundId}/apply-abnormal-refund`)
  expect(request?.headers['wechatpay-serial']).toBe(PUBLIC_KEY_ID)
  const body = JSON.parse(request?.body ?? '{}')
  expect(body).toMatchObject({ type: 'USER_BANK_CARD', out_refund_no: refund.refundNo, bank_type: 'ICBC_DEBIT' })
  expect([opened(body.bank_account), opened(body.real_name)]).toEqual([card.account, card.name])
  expect(request?.body).not.toMatch(/6222|张三/)
})

test('without a configured key the certificate that was downloaded seals, and is named', async () => {
  const listed = {
    data: [
      {
        serial_no: NEW_SERIAL,
        encrypt_certificate: {
          algorithm: 'AEAD_AES_256_GCM',
          nonce: '61f9c719728a',
          associated_data: 'certificate',
          ciphertext: seal(NEW_CERTIFICATE, 'certificate'),
        },
      },
    ],
  }
  const byNew = { serial: NEW_SERIAL, key: newCertificateKey }
  const room = createWechatChannel(wechatOptions(platform.url, { publicKeys: [], certificates: [] }))
  platform.say(accepted)
  expect(await redirect(room)).toMatchObject({ outcome: 'refused', code: 'NO_PLATFORM_KEY' })
  expect(platform.heard).toHaveLength(0)
  platform.say(signedAnswer(listed, 200, byNew))
  expect(await room.refreshKeys()).toBe(true)
  platform.say(signedAnswer(JSON.parse(accepted.body), 200, byNew))
  expect(await redirect(room)).toMatchObject({ outcome: 'accepted' })
  const [request] = platform.heard
  expect(request?.headers['wechatpay-serial']).toBe(NEW_SERIAL)
  expect(opened(JSON.parse(request?.body ?? '').bank_account, newCertificateKey)).toBe(card.account)
})

test('the merchant’s own account needs no card', async () => {
  platform.say(accepted)
  expect(await redirect(createWechatChannel(wechatOptions(platform.url)), { kind: 'merchant-card' })).toMatchObject({
    outcome: 'accepted',
  })
  expect(JSON.parse(platform.heard[0]?.body ?? '')).toEqual({
    out_refund_no: refund.refundNo,
    type: 'MERCHANT_BANK_CARD',
  })
})

test('an answer about another refund is not believed', async () => {
  platform.say(signedAnswer({ ...JSON.parse(accepted.body), out_refund_no: 'RF1' }))
  const room = createWechatChannel(wechatOptions(platform.url))
  expect(await redirect(room)).toMatchObject({ outcome: 'unknown', code: 'STRANGE_ANSWER' })
})
