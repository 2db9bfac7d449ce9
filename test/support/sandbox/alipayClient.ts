import { createSign, createVerify } from 'node:crypto'
import type { TestSandbox } from './testSandbox'

export interface GatewayAnswer {
  status: number
  text: string
  /** The method's object, or the error_response. */
  content: Record<string, unknown>
  /** The exact text that the signature covers. */
  signedText: string
  sign: string | undefined
}

const beijing = (at: number) => new Date(at + 8 * 3600_000).toISOString().slice(0, 19).replace('T', ' ')

/** A merchant's client written apart from the sandbox, after formats.md 3.1 and 3.2. */
export function alipayClient(sandbox: TestSandbox, company: string) {
  const numbers = sandbox.keys.merchant(company).alipay
  const key = sandbox.keys.privateKey('alipay-app')

  function sign(params: Record<string, string>): string {
    const text = Object.keys(params)
      .sort()
      .map((name) => `${name}=${params[name]}`)
      .join('&')
    return createSign('RSA-SHA256').update(text).sign(key, 'base64')
  }

  async function call(
    method: string,
    content?: Record<string, unknown>,
    more: Record<string, string> = {},
    spoil: (params: Record<string, string>) => Record<string, string> = (params) => params,
  ): Promise<GatewayAnswer> {
    const params: Record<string, string> = {
      app_id: numbers.appId,
      method,
      format: 'JSON',
      charset: 'utf-8',
      sign_type: 'RSA2',
      timestamp: beijing(sandbox.clock.now()),
      version: '1.0',
      ...more,
      ...(content ? { biz_content: JSON.stringify(content) } : {}),
    }
    const sent = spoil({ ...params, sign: sign(params) })
    const answer = await fetch(`${sandbox.url}/gateway.do`, { method: 'POST', body: new URLSearchParams(sent) })
    const text = await answer.text()
    const match = /^\{"([a-z_]+)":(\{.*?\})(?:,"sign":"([^"]*)")?\}$/s.exec(text)
    const signedText = match?.[2] ?? '{}'
    return { status: answer.status, text, signedText, sign: match?.[3], content: JSON.parse(signedText) }
  }

  return {
    numbers,
    call,
    create: (orderNo: string, fields: Record<string, unknown> = {}, notifyUrl = 'http://127.0.0.1:1/notify') =>
      call(
        'alipay.trade.create',
        {
          out_trade_no: orderNo,
          total_amount: '1116.63',
          subject: '2026-2027采暖季采暖费',
          product_code: 'JSAPI_PAY',
          op_app_id: numbers.appId,
          buyer_open_id: '074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5',
          ...fields,
        },
        { notify_url: notifyUrl },
      ),
    query: (orderNo: string, more: Record<string, unknown> = {}) =>
      call('alipay.trade.query', { out_trade_no: orderNo, ...more }),
    close: (orderNo: string) => call('alipay.trade.close', { out_trade_no: orderNo }),
    refund: (orderNo: string, requestNo: string, amount: string) =>
      call('alipay.trade.refund', { out_trade_no: orderNo, refund_amount: amount, out_request_no: requestNo }),
    queryRefund: (orderNo: string, requestNo: string) =>
      call('alipay.trade.fastpay.refund.query', {
        out_trade_no: orderNo,
        out_request_no: requestNo,
        query_options: ['gmt_refund_pay'],
      }),
  }
}

export type AlipayClient = ReturnType<typeof alipayClient>

/** Whether Alipay signed exactly this text. */
export function isSignedByAlipay(sandbox: TestSandbox, text: string, sign: string | undefined): boolean {
  return createVerify('RSA-SHA256')
    .update(text)
    .verify(sandbox.keys.publicKey('alipay-platform'), sign ?? '', 'base64')
}

/** Whether Alipay signed this notification: every decoded field but sign and sign_type, sorted. */
export function isGenuineNotice(sandbox: TestSandbox, body: Buffer): boolean {
  const fields = new URLSearchParams(body.toString('utf8'))
  const text = [...fields]
    .filter(([name]) => name !== 'sign' && name !== 'sign_type')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  return fields.get('sign_type') === 'RSA2' && isSignedByAlipay(sandbox, text, fields.get('sign') ?? '')
}
