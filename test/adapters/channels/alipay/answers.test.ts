import { sign } from 'node:crypto'
import fc from 'fast-check'
import { judgeAnswer, memberTexts } from '../../../../server/adapters/channels/alipay/sign'
import { platformKeys } from '../../../support/channels/alipayPlatform'

const KEY = 'alipay_trade_query_response'
const judge = (raw: string) => judgeAnswer(raw, KEY, { keysFor: () => [platformKeys.publicKey] }).verdict
const signed = (text: string) => sign('RSA-SHA256', Buffer.from(text), platformKeys.privateKey).toString('base64')

describe('the text that Alipay signs', () => {
  test.each([
    ['as usual', '{"code":"10000","msg":"Success"}'],
    ['with escaped slashes', '{"code":"10000","url":"https:\\/\\/x\\/"}'],
    ['with blanks that a parser would lose', '{ "code" : "10000" ,\n "n": 1.50 }'],
    ['with braces, quotes and the word sign inside', '{"msg":"}\\",\\"sign\\":\\"x{","sign":"inner","a":[{"b":"]"}]}'],
    ['with Chinese in two spellings', '{"msg":"支付\\u6210功"}'],
  ])('is taken as it came: %s', (_what, text) => {
    expect(judge(`{"${KEY}":${text},"sign":"${signed(text)}"}`)).toBe('genuine')
  })

  test('is the business answer in certificate mode, too, and wherever sign stands', () => {
    const text = '{"code":"10000"}'
    expect(
      judge(`{"${KEY}":${text},"alipay_cert_sn":"d41d8cd98f00b204e9800998ecf8427e","sign":"${signed(text)}"}`),
    ).toBe('genuine')
    expect(judge(`{ "sign" : "${signed(text)}" , "${KEY}" : ${text} }\n`)).toBe('genuine')
  })

  test('may be the gateway’s error, signed or not; a wrong signature on it is still wrong', () => {
    const text = '{"code":"40002","sub_code":"isv.invalid-signature"}'
    expect(judge(`{"error_response":${text},"sign":"${signed(text)}"}`)).toBe('genuine')
    expect(judge(`{"error_response":${text}}`)).toBe('unsigned-error')
    expect(judge(`{"error_response":${text},"sign":"${signed('{}')}"}`)).toBe('bad-signature')
  })

  test.each([
    [
      'comes twice',
      (text: string, by: string) =>
        `{"${KEY}":{"code":"10000","trade_status":"TRADE_SUCCESS"},"${KEY}":${text},"sign":"${by}"}`,
    ],
    [
      'comes twice, once in another spelling',
      (text: string, by: string) => `{"${KEY}":${text},"alipay\\u005ftrade_query_response":{},"sign":"${by}"}`,
    ],
    ['has an error beside it', (text: string, by: string) => `{"${KEY}":${text},"error_response":{},"sign":"${by}"}`],
    ['has another name', (text: string, by: string) => `{"alipay_trade_close_response":${text},"sign":"${by}"}`],
    ['is in no object', (text: string) => `[${text}]`],
    ['is cut', (text: string) => `{"${KEY}":${text}`],
  ])('is nobody’s when it %s', (_what, write) => {
    const text = '{"code":"10000"}'
    expect(judge(write(text, signed(text)))).toBe('malformed')
  })

  test.each(['1', 'null', '""', '["x"]'])('is not signed by %s', (sign) => {
    expect(judge(`{"${KEY}":{"code":"10000"},"sign":${sign}}`)).toBe('bad-signature')
  })

  test('of an object’s members is found for any JSON, and parses to the same', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const members = memberTexts(JSON.stringify(value, null, indent))
        const read = [...(members ?? [])].map(([name, text]): [string, unknown] => [name, JSON.parse(text)])
        expect(new Map(read)).toEqual(new Map(Object.entries(JSON.parse(JSON.stringify(value)))))
      }),
      { numRuns: 300 },
    )
  })
})
