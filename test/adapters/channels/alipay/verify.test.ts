import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { createAlipayChannel } from '../../../../server/adapters/channels/alipay'
import { alipayOptions, form, NOTICE, refundNotice, S2, signNotice } from '../../../support/channels/alipayPlatform'

const channel = createAlipayChannel(alipayOptions('http://127.0.0.1:9'))
const verify = (body: string | Buffer) => channel.verify({ headers: {}, body: Buffer.from(body) }, 0)
const refused = (code: string) => ({ outcome: 'refused', code })
const what = (fields: Record<string, string>) => {
  const verdict = verify(form(signNotice(fields)))
  if (verdict.outcome !== 'verified') throw new Error(verdict.code)
  return verdict.event.what
}

describe('an Alipay notification that is genuine', () => {
  test('is verified over the very string of formats.md 8, and tells of a payment in our words', () => {
    expect(createHash('sha256').update(S2).digest('hex')).toBe(
      'e63f262d8ac310d69de64eecb28869e5570caf4f0aac6e6ae9743673831f94ff',
    )
    expect(verify(form(signNotice(NOTICE)))).toEqual({
      outcome: 'verified',
      event: {
        eventId: '2026110100222080006012345678901234',
        what: {
          kind: 'payment',
          payment: {
            orderNo: 'HF20261101000001',
            transactionId: '2026110122001400001234567890',
            amountFen: 123456,
            paidAt: Date.parse('2026-11-01T00:00:05Z'),
            toldPaidAt: '2026-11-01 08:00:05',
            payer: { kind: 'open_id', value: '0123abcd' },
          },
        },
      },
    })
  })

  test.each([
    ['no payer', { buyer_open_id: '' }, { payer: undefined }],
    ['no id of the event', { notify_id: '' }, {}],
    ['no kind of the event', { notify_type: '' }, {}],
    ['no time of its own', { notify_time: '' }, {}],
    ['a payment without its time', { gmt_payment: '' }, { paidAt: undefined, toldPaidAt: '' }],
    [
      'a day that no calendar has',
      { gmt_payment: '2026-02-30 08:00:00' },
      { paidAt: undefined, toldPaidAt: '2026-02-30 08:00:00' },
    ],
    ['an hour that no clock has', { gmt_payment: '2026-11-01 25:61:00' }, { paidAt: undefined }],
  ])('is taken though it says %s', (_what, change, said) => {
    const payment = { orderNo: 'HF20261101000001', transactionId: '2026110122001400001234567890', amountFen: 123456 }
    expect(what({ ...NOTICE, ...change })).toMatchObject({ kind: 'payment', payment: { ...payment, ...said } })
  })

  test('names its payer by user id in older apps', () => {
    const { buyer_open_id: _openId, ...older } = NOTICE
    expect(what({ ...older, buyer_id: '2088123412341234' })).toMatchObject({
      payment: { payer: { kind: 'user_id', value: '2088123412341234' } },
    })
  })

  test.each(['100% & +1', '%2B', 'a=b&c=d', '采暖费 “引号” 🔥', ' '])(
    'may say %j in its subject, decoded once',
    (subject) => {
      expect(what({ ...NOTICE, subject })).toMatchObject({ kind: 'payment' })
    },
  )

  test('may bear fields that nobody has heard of, and empty ones', () => {
    expect(what({ ...NOTICE, brand_new: 'x', aaa: '', refund_fee: '', gmt_refund: '' })).toMatchObject({
      kind: 'payment',
    })
  })

  test('may be signed with sign_type among the fields', () => {
    expect(verify(form(signNotice(NOTICE, { keepType: true }))).outcome).toBe('verified')
  })

  test('after a partial refund is a refund, never a second payment; its sum is the trade’s so far', () => {
    expect(what(refundNotice('TRADE_SUCCESS'))).toEqual({
      kind: 'refund',
      orderNo: 'HF20261101000001',
      transactionId: '2026110122001400001234567890',
      refundNo: 'RF20261102000001',
      refundedFen: 23456,
      cumulative: true,
      state: 'succeeded',
      at: Date.parse('2026-11-02T01:10:03.123Z'),
    })
  })

  test.each(['out_biz_no', 'gmt_refund'])('is a refund even when %s is missing', (name) => {
    const { [name]: _missing, ...fields } = refundNotice('TRADE_SUCCESS')
    expect(what(fields).kind).toBe('refund')
  })

  test('of a closed trade is a full refund with gmt_refund, and a time-out without', () => {
    expect(what(refundNotice('TRADE_CLOSED', '1234.56'))).toMatchObject({ kind: 'refund', refundedFen: 123456 })
    const { gmt_payment: _never, ...closed } = NOTICE
    expect(what({ ...closed, trade_status: 'TRADE_CLOSED', gmt_close: '2026-11-01 08:30:00' })).toEqual({
      kind: 'closed',
      orderNo: 'HF20261101000001',
    })
  })

  test('of a finished trade is the same payment by the same number', () => {
    expect(what({ ...NOTICE, trade_status: 'TRADE_FINISHED' })).toEqual(what(NOTICE))
  })

  test('of a trade that waits, or of something else, says nothing to us', () => {
    expect(what({ ...NOTICE, trade_status: 'WAIT_BUYER_PAY' })).toEqual({ kind: 'nothing', reason: 'WAIT_BUYER_PAY' })
    expect(what({ ...NOTICE, notify_type: 'open_app_auth_notify' })).toMatchObject({ kind: 'nothing' })
  })

  test('is acknowledged by exactly the seven letters', () => {
    expect(channel.acknowledgement).toEqual({ status: 200, type: 'text/plain', body: 'success' })
    expect(channel.rejection.body).not.toBe('success')
    expect(channel.rejection.status).toBe(400)
  })
})

describe('an Alipay notification that is not to be believed', () => {
  test.each(['sign', 'sign_type'])('lacks %s', (name) => {
    const { [name]: _missing, ...fields } = signNotice(NOTICE)
    expect(verify(form(fields))).toEqual(refused('missing-header'))
  })

  test('has one bit of its body flipped, wherever that changes what it says', () => {
    const body = Buffer.from(form(signNotice(NOTICE)))
    const said = JSON.stringify([...new URLSearchParams(body.toString())])
    fc.assert(
      fc.property(fc.nat(body.length * 8 - 1), (bit) => {
        const flipped = Buffer.from(body)
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        fc.pre(JSON.stringify([...new URLSearchParams(flipped.toString())]) !== said)
        expect(verify(flipped).outcome).toBe('refused')
      }),
      { numRuns: 500 },
    )
  })

  test('has a field added, removed or changed', () => {
    const signed = signNotice(NOTICE)
    const { subject: _gone, ...without } = signed
    expect(verify(form({ ...signed, extra: '1' }))).toEqual(refused('bad-signature'))
    expect(verify(form(without))).toEqual(refused('bad-signature'))
    expect(verify(form({ ...signed, total_amount: '1234.57' }))).toEqual(refused('bad-signature'))
  })

  test('has a field twice', () => {
    expect(verify(`${form(signNotice(NOTICE))}&total_amount=1234.56`)).toEqual(refused('malformed'))
  })

  test.each(['RSA', 'rsa2', 'MD5', 'constructor', '__proto__'])('wants to be verified as %s', (type) => {
    expect(verify(form({ ...signNotice(NOTICE), sign_type: type }))).toEqual(refused('bad-signature'))
  })

  test('is signed with SHA-1, whatever it says of itself', () => {
    const weak = signNotice(NOTICE, { algorithm: 'RSA-SHA1' })
    expect(verify(form(weak))).toEqual(refused('bad-signature'))
    expect(verify(form({ ...weak, sign_type: 'RSA' }))).toEqual(refused('bad-signature'))
  })

  test('was encoded twice', () => {
    const twice = Object.fromEntries(
      Object.entries(signNotice(NOTICE)).map(([name, value]) => [name, encodeURIComponent(value)]),
    )
    expect(verify(form(twice)).outcome).toBe('refused')
  })

  test('speaks of another app or another seller', () => {
    expect(verify(form(signNotice({ ...NOTICE, app_id: '2021000000000002' })))).toEqual(refused('foreign-merchant'))
    expect(verify(form(signNotice({ ...NOTICE, seller_id: '2088000000000002' })))).toEqual(refused('foreign-merchant'))
  })

  test.each([
    ['no order number', { out_trade_no: '' }],
    ['an amount with three decimals', { total_amount: '1234.567' }],
    ['an amount of nothing', { total_amount: '0.00' }],
    ['an amount below nothing', { total_amount: '-1234.56' }],
    ['an amount in words', { total_amount: '1e3' }],
    ['a refund without its sum', { out_biz_no: 'RF20261102000001' }],
    ['when it was refunded, and not how much', { gmt_refund: '2026-11-02 09:10:03.123' }],
  ])('says %s', (_what, change) => {
    expect(verify(form(signNotice({ ...NOTICE, ...change })))).toEqual(refused('malformed'))
  })

  test.each(['', 'x', '%', '=&=&', '{"sign":"x"}', '\u0000', `sign=${'A'.repeat(344)}&sign_type=RSA2`])(
    'is %j',
    (body) => {
      expect(verify(body).outcome).toBe('refused')
    },
  )
})
