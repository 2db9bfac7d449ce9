import { createHash } from 'node:crypto'
import { requestText as alipayRequestText, notificationText } from '../../sandbox/alipay/sign'
import { payText, requestText, seal } from '../../sandbox/wechat/sign'

/** The self-test vectors of formats.md 8, against the sandbox's own signing code. */
const sha256 = (text: Buffer | string) => createHash('sha256').update(text).digest('hex')
const TIME = '1554208460'
const NONCE = '593BEC0C930BF1AFEB40B4A08C8FB242'
const B1 =
  '{"appid":"wx2421b1c4370ec43b","mchid":"1900000109","description":"2026采暖季采暖费","out_trade_no":"HF20261101000001","notify_url":"https://pay.example.cn/wx/notify","amount":{"total":123456,"currency":"CNY"},"payer":{"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"}}'
const S2 =
  'app_id=2021000000000001&auth_app_id=2021000000000001&buyer_open_id=0123abcd&buyer_pay_amount=1234.56&charset=utf-8&fund_bill_list=[{"amount":"1234.56","fundChannel":"ALIPAYACCOUNT"}]&gmt_create=2026-11-01 08:00:00&gmt_payment=2026-11-01 08:00:05&invoice_amount=1234.56&notify_id=2026110100222080006012345678901234&notify_time=2026-11-01 08:00:06&notify_type=trade_status_sync&out_trade_no=HF20261101000001&point_amount=0.00&receipt_amount=1234.56&seller_id=2088000000000001&subject=2026采暖季采暖费&total_amount=1234.56&trade_no=2026110122001400001234567890&trade_status=TRADE_SUCCESS&version=1.0'

const parameters = (text: string) =>
  new Map(
    text
      .split('&')
      .map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )

describe('what WeChat Pay signs', () => {
  it('is five lines for a GET, the empty body with its line feed', () => {
    const text = requestText('GET', '/v3/certificates', TIME, NONCE, Buffer.alloc(0))
    expect(text.length).toBe(66)
    expect(sha256(text)).toBe('fab5c8a222049f386cb01453c7dc712c7997e756271557b0ef6e2e5060575373')
  })
  it('is the raw body for a POST', () => {
    const text = requestText('POST', '/v3/pay/transactions/jsapi', TIME, NONCE, Buffer.from(B1))
    expect(text.length).toBe(342)
    expect(sha256(text)).toBe('6db1332af5a2e4be992f635712e3f009f4ab54147bf525c68c5d567643f881c4')
  })
  it('is appId, time, nonce and prepay_id for wx.requestPayment', () => {
    const text = payText('wx2421b1c4370ec43b', TIME, NONCE, 'prepay_id=wx201410272009395522657a690389285100')
    expect(text.length).toBe(110)
    expect(sha256(text)).toBe('bf5c0eab11b7710ea376aaa5038ad079fb8175af60d6cbf676fa3bcc4d218bcb')
  })
  it('is sealed with AES-256-GCM, the tag behind', () => {
    const plaintext =
      '{"mchid":"1900000109","out_trade_no":"HF20261101000001","trade_state":"SUCCESS","amount":{"total":123456}}'
    expect(seal(plaintext, '0123456789abcdef0123456789abcdef', '61f9c719728a', 'transaction')).toBe(
      '+P27xOa19u0Ugw42q1rRGFRbGrnOwOUxC1wS9NFc87OyYnQA4MKW3cs3b+uRSQ4jZc/hUZGMw/UL+EMrXvxY5cpT59qTVhoNPqYRZhi6I7R04hWnbgkr2WRxf6Gi7ZRk8Bpse4BqNWGE0IdJbA2P+5jm4LgsJVNLcqY=',
    )
  })
})

describe('what Alipay signs', () => {
  it('is the sorted request with sign_type', () => {
    const text =
      'app_id=2021000000000001&biz_content={"out_trade_no":"HF20261101000001"}&charset=utf-8&format=JSON&method=alipay.trade.query&sign_type=RSA2&timestamp=2026-11-01 08:00:00&version=1.0'
    const shuffled = new Map(
      [...parameters(text)].reverse().concat([
        ['sign', 'abc'],
        ['notify_url', ''],
      ]),
    )
    expect(sha256(alipayRequestText(shuffled))).toBe('919ddfcfb01bb02cb527f21c310f9ebbaca4330cd65751933f442511d4fd5997')
  })
  it('is the sorted notification without sign_type', () => {
    const shuffled = new Map(
      [...parameters(S2)].reverse().concat([
        ['sign', 'abc'],
        ['sign_type', 'RSA2'],
      ]),
    )
    expect(sha256(notificationText(shuffled))).toBe('e63f262d8ac310d69de64eecb28869e5570caf4f0aac6e6ae9743673831f94ff')
  })
})
