import fc from 'fast-check'
import { createWechatChannel } from '../../../../server/adapters/channels/wechat'
import { decryptResource } from '../../../../server/adapters/channels/wechat/sign'
import {
  API_V3_KEY,
  NOW,
  notice,
  noticeBody,
  PAYMENT,
  PUBLIC_KEY_ID,
  publicKeyModeKeys,
  REFUND,
  signedHeaders,
  wechatOptions,
} from '../../../support/channels/wechatPlatform'

const channel = createWechatChannel(wechatOptions('http://127.0.0.1:9'))
const refused = (code: string) => ({ outcome: 'refused', code })

describe('a WeChat notification that is genuine', () => {
  test('tells of a payment in our words', () => {
    expect(channel.verify(notice(PAYMENT), NOW)).toEqual({
      outcome: 'verified',
      event: {
        eventId: 'EV-2018022511223320873',
        what: {
          kind: 'payment',
          payment: {
            orderNo: 'HF20261101000001',
            transactionId: '4200002999202611010000000001',
            amountFen: 123456,
            paidAt: Date.parse('2026-11-01T00:00:05Z'),
            toldPaidAt: '2026-11-01T08:00:05+08:00',
            payer: { kind: 'openid', value: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
          },
        },
      },
    })
  })

  test('counts when signed by the WeChat Pay public key, while certificates are still in use', () => {
    const signed = notice(PAYMENT, undefined, { serial: PUBLIC_KEY_ID, key: publicKeyModeKeys.privateKey })
    expect(channel.verify(signed, NOW).outcome).toBe('verified')
  })

  test.each([
    ['SUCCESS', 'succeeded'],
    ['ABNORMAL', 'abnormal'],
    ['CLOSED', 'closed'],
  ])('tells of a refund that is %s', (status, state) => {
    expect(channel.verify(notice({ ...REFUND, refund_status: status }, `REFUND.${status}`), NOW)).toEqual({
      outcome: 'verified',
      event: {
        eventId: 'EV-2018022511223320873',
        what: {
          kind: 'refund',
          orderNo: 'HF20261101000001',
          transactionId: '4200002999202611010000000001',
          refundNo: 'RF20261102000001',
          refundedFen: 23456,
          state,
          at: Date.parse('2026-11-02T01:10:12Z'),
        },
      },
    })
  })

  test.each([
    ['no payer', { payer: null }, { payer: undefined }],
    ['a payer without a name', { payer: { openid: '' } }, { payer: undefined }],
    ['an empty payer', { payer: {} }, { payer: undefined }],
    ['no currency', { amount: { total: 123456, currency: null } }, {}],
    ['an empty currency', { amount: { total: 123456, currency: '' } }, {}],
    ['no time', { success_time: null }, { paidAt: undefined, toldPaidAt: '' }],
    ['an empty time', { success_time: '' }, { paidAt: undefined }],
    [
      'a day that no calendar has',
      { success_time: '2026-02-30T08:00:05+08:00' },
      { paidAt: undefined, toldPaidAt: '2026-02-30T08:00:05+08:00' },
    ],
    ['an hour that no clock has', { success_time: '2026-11-01T25:61:05+08:00' }, { paidAt: undefined }],
  ])('is taken though it says %s', (_what, change, said) => {
    const outcome = channel.verify(notice({ ...PAYMENT, ...change }), NOW)
    const payment = { orderNo: 'HF20261101000001', amountFen: 123456, ...said }
    expect(outcome).toMatchObject({ outcome: 'verified', event: { what: { kind: 'payment', payment } } })
  })

  test.each([null, '', undefined, '2026-02-30T08:00:05+08:00'])(
    'is taken though its refund was done at %s: at the time of the notice then',
    (success_time) => {
      expect(channel.verify(notice({ ...REFUND, success_time }, 'REFUND.SUCCESS'), NOW)).toMatchObject({
        event: { what: { kind: 'refund', refundedFen: 23456, at: Date.parse('2026-11-01T08:00:06+08:00') } },
      })
    },
  )

  test('says nothing to us when its event is one that we do not know', () => {
    expect(channel.verify(notice({}, 'FAPIAO.ISSUED'), NOW)).toMatchObject({
      outcome: 'verified',
      event: { what: { kind: 'nothing', reason: 'FAPIAO.ISSUED' } },
    })
  })

  test.each([-299, 299])('is accepted when its timestamp is off by %i s', (seconds) => {
    expect(channel.verify(notice(PAYMENT, undefined, { at: NOW + seconds * 1000 }), NOW).outcome).toBe('verified')
  })

  test('is acknowledged and refused in the words that WeChat Pay reads', () => {
    expect(channel.acknowledgement).toEqual({
      status: 200,
      type: 'application/json',
      body: '{"code":"SUCCESS","message":""}',
    })
    expect(channel.rejection.status).toBe(401)
    expect(JSON.parse(channel.rejection.body)).toMatchObject({ code: 'FAIL' })
  })
})

describe('a WeChat notification that is not to be believed', () => {
  test.each(['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-serial', 'wechatpay-signature'])(
    'lacks %s',
    (name) => {
      const { body, headers } = notice(PAYMENT)
      const { [name]: _missing, ...rest } = headers
      expect(channel.verify({ body, headers: rest }, NOW)).toEqual(refused('missing-header'))
      expect(channel.verify({ body, headers: { ...headers, [name]: '' } }, NOW)).toEqual(refused('missing-header'))
    },
  )

  test('has one bit of its body flipped, wherever', () => {
    const { body, headers } = notice(PAYMENT)
    fc.assert(
      fc.property(fc.nat(body.length * 8 - 1), (bit) => {
        const flipped = Buffer.from(body)
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(channel.verify({ body: flipped, headers }, NOW)).toEqual(refused('bad-signature'))
      }),
    )
  })

  test('has one letter of its signature changed, even where base64 has spare bits', () => {
    const { body, headers } = notice(PAYMENT)
    const signature = headers['wechatpay-signature'] ?? ''
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const last = signature.length - 3
    const neighbour = alphabet[alphabet.indexOf(signature[last] ?? '') ^ 1] ?? ''
    const changed = `${signature.slice(0, last)}${neighbour}==`
    // The two decode to the same bytes: only the spelling tells.
    expect(Buffer.from(changed, 'base64').equals(Buffer.from(signature, 'base64'))).toBe(true)
    expect(channel.verify({ body, headers: { ...headers, 'wechatpay-signature': changed } }, NOW)).toEqual(
      refused('bad-signature'),
    )
    fc.assert(
      fc.property(fc.nat(signature.length - 1), fc.constantFrom(...alphabet), (at, letter) => {
        fc.pre(signature[at] !== letter)
        const forged = `${signature.slice(0, at)}${letter}${signature.slice(at + 1)}`
        expect(channel.verify({ body, headers: { ...headers, 'wechatpay-signature': forged } }, NOW)).toEqual(
          refused('bad-signature'),
        )
      }),
    )
  })

  test('carries a probe signature', () => {
    const { body, headers } = notice(PAYMENT)
    const probe = `WECHATPAY/SIGNTEST/${headers['wechatpay-signature']?.slice(19)}`
    expect(channel.verify({ body, headers: { ...headers, 'wechatpay-signature': probe } }, NOW)).toEqual(
      refused('bad-signature'),
    )
  })

  test.each([-301, -300, 300, 301])('has a timestamp that is off by %i s', (seconds) => {
    expect(channel.verify(notice(PAYMENT, undefined, { at: NOW + seconds * 1000 }), NOW)).toEqual(refused('stale'))
  })

  test.each(['', 'NaN', '1e9', '-1', ' 1793000000', '0x1'])('has the timestamp %j', (timestamp) => {
    const { body, headers } = notice(PAYMENT)
    const verdict = channel.verify({ body, headers: { ...headers, 'wechatpay-timestamp': timestamp } }, NOW)
    expect(verdict).toEqual(refused(timestamp === '' ? 'missing-header' : 'stale'))
  })

  test('names a serial that we do not have; our other keys are not tried', () => {
    expect(channel.verify(notice(PAYMENT, undefined, { serial: '7'.repeat(40) }), NOW)).toEqual(refused('unknown-key'))
  })

  test('is signed by one of our keys under the name of the other', () => {
    const crossed = notice(PAYMENT, undefined, { serial: PUBLIC_KEY_ID })
    expect(channel.verify(crossed, NOW)).toEqual(refused('bad-signature'))
  })

  test('names another signature scheme', () => {
    const { body, headers } = notice(PAYMENT)
    const other = { ...headers, 'wechatpay-signature-type': 'WECHATPAY2-SM2-WITH-SM3' }
    expect(channel.verify({ body, headers: other }, NOW)).toEqual(refused('bad-signature'))
  })

  test('was re-serialised on its way', () => {
    const { body, headers } = notice(PAYMENT)
    const pretty = Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1))
    expect(channel.verify({ body: pretty, headers }, NOW)).toEqual(refused('bad-signature'))
  })

  test('is sealed with another merchant’s APIv3 key', () => {
    const body = Buffer.from(noticeBody(PAYMENT, 'TRANSACTION.SUCCESS', 'f'.repeat(32)))
    expect(channel.verify({ body, headers: signedHeaders(body) }, NOW)).toEqual(refused('undecipherable'))
  })

  test('speaks of another mchid or another appid', () => {
    expect(channel.verify(notice({ ...PAYMENT, mchid: '1900000110' }), NOW)).toEqual(refused('foreign-merchant'))
    expect(channel.verify(notice({ ...PAYMENT, appid: 'wx0000000000000000' }), NOW)).toEqual(
      refused('foreign-merchant'),
    )
    expect(channel.verify(notice({ ...REFUND, mchid: '1900000110' }, 'REFUND.SUCCESS'), NOW)).toEqual(
      refused('foreign-merchant'),
    )
  })

  test.each([
    ['no JSON', 'x'],
    ['no object', '[]'],
    ['no resource', '{"id":"1","create_time":"2026-11-01T08:00:06+08:00","event_type":"TRANSACTION.SUCCESS"}'],
  ])('is genuine and yet holds %s', (_what, text) => {
    const body = Buffer.from(text)
    expect(channel.verify({ body, headers: signedHeaders(body) }, NOW)).toEqual(refused('malformed'))
  })

  test.each([
    ['a fraction of a fen', { amount: { total: 0.5 } }],
    ['an amount past the safe integers', { amount: { total: 2 ** 53 } }],
    ['an amount as text', { amount: { total: '123456' } }],
    ['another currency', { amount: { total: 123456, currency: 'USD' } }],
    ['no order number', { out_trade_no: undefined }],
    ['an order that is not paid', { trade_state: 'NOTPAY' }],
  ])('says %s', (_what, change) => {
    expect(channel.verify(notice({ ...PAYMENT, ...change }), NOW)).toEqual(refused('malformed'))
  })

  test('has an event that its refund status denies', () => {
    expect(channel.verify(notice({ ...REFUND, refund_status: 'ABNORMAL' }, 'REFUND.SUCCESS'), NOW)).toEqual(
      refused('malformed'),
    )
  })
})

describe('sealed content', () => {
  const P1 =
    '{"mchid":"1900000109","out_trade_no":"HF20261101000001","trade_state":"SUCCESS","amount":{"total":123456}}'
  const ciphertext =
    '+P27xOa19u0Ugw42q1rRGFRbGrnOwOUxC1wS9NFc87OyYnQA4MKW3cs3b+uRSQ4jZc/hUZGMw/UL+EMrXvxY5cpT59qTVhoNPqYRZhi6I7R04hWnbgkr2WRxf6Gi7ZRk8Bpse4BqNWGE0IdJbA2P+5jm4LgsJVNLcqY='
  const sealed = { ciphertext, nonce: '61f9c719728a', associated_data: 'transaction' }

  test('opens to the plain text of formats.md 8', () => {
    expect(decryptResource(sealed, API_V3_KEY)).toBe(P1)
  })

  test('stays shut when one bit of it, or of its tag, was flipped', () => {
    const bytes = Buffer.from(ciphertext, 'base64')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(decryptResource({ ...sealed, ciphertext: flipped.toString('base64') }, API_V3_KEY)).toBeUndefined()
    }
  })

  test('stays shut with a shortened tag, other associated data, an odd nonce or a wrong key', () => {
    const cut = Buffer.from(ciphertext, 'base64').subarray(0, -12).toString('base64')
    expect(decryptResource({ ...sealed, ciphertext: cut }, API_V3_KEY)).toBeUndefined()
    expect(decryptResource({ ...sealed, ciphertext: '' }, API_V3_KEY)).toBeUndefined()
    expect(decryptResource({ ...sealed, associated_data: 'refund' }, API_V3_KEY)).toBeUndefined()
    expect(decryptResource({ ...sealed, nonce: '' }, API_V3_KEY)).toBeUndefined()
    expect(decryptResource(sealed, 'short')).toBeUndefined()
  })
})
