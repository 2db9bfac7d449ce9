import { generateKeyPairSync, sign } from 'node:crypto'
import type { AlipayOptions } from '../../../server/adapters/channels/alipay'
import { listeningLog } from './log'
import { NOW, pemOf } from './wechatPlatform'

/** Alipay's side, written again from formats.md 3.1, 3.2 and 3.8. */

export const platformKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })

const appKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** formats.md 8. */
export const S2 =
  'app_id=2021000000000001&auth_app_id=2021000000000001&buyer_open_id=0123abcd&buyer_pay_amount=1234.56&charset=utf-8&fund_bill_list=[{"amount":"1234.56","fundChannel":"ALIPAYACCOUNT"}]&gmt_create=2026-11-01 08:00:00&gmt_payment=2026-11-01 08:00:05&invoice_amount=1234.56&notify_id=2026110100222080006012345678901234&notify_time=2026-11-01 08:00:06&notify_type=trade_status_sync&out_trade_no=HF20261101000001&point_amount=0.00&receipt_amount=1234.56&seller_id=2088000000000001&subject=2026采暖季采暖费&total_amount=1234.56&trade_no=2026110122001400001234567890&trade_status=TRADE_SUCCESS&version=1.0'

export const NOTICE: Record<string, string> = Object.fromEntries(
  S2.split('&').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
)

export function refundNotice(status: string, refunded = '234.56'): Record<string, string> {
  return {
    ...NOTICE,
    notify_id: '2026110200222091003012345678901235',
    trade_status: status,
    out_biz_no: 'RF20261102000001',
    refund_fee: refunded,
    gmt_refund: '2026-11-02 09:10:03.123',
  }
}

/** Adds sign and sign_type, as Alipay does: neither is part of the text, unless `keepType`. */
export function signNotice(
  fields: Record<string, string>,
  how: { algorithm?: string; keepType?: boolean } = {},
): Record<string, string> {
  const covered: Record<string, string> = how.keepType ? { ...fields, sign_type: 'RSA2' } : fields
  const text = Object.keys(covered)
    .sort()
    .map((name) => `${name}=${covered[name]}`)
    .join('&')
  const signature = sign(how.algorithm ?? 'RSA-SHA256', Buffer.from(text), platformKeys.privateKey).toString('base64')
  return { ...fields, sign: signature, sign_type: 'RSA2' }
}

export const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()

/** An answer of the gateway; the signature covers the text of the object exactly as it stands. */
export function gatewayAnswer(method: string, content: object | string, how: { sign?: boolean; key?: string } = {}) {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  const name = how.key ?? `${method.replaceAll('.', '_')}_response`
  const signature = sign('RSA-SHA256', Buffer.from(text), platformKeys.privateKey).toString('base64')
  const tail = how.sign === false ? '' : `,"sign":"${signature}"`
  return { status: 200, headers: { 'content-type': 'text/html;charset=utf-8' }, body: `{"${name}":${text}${tail}}` }
}

export function alipayOptions(url: string, changed: Partial<AlipayOptions> = {}): AlipayOptions {
  return {
    company: 'lanzhou',
    templates: { 'payment-received': 'template-1' },
    appId: '2021000000000001',
    sellerId: '2088000000000001',
    appPrivateKey: pemOf(appKeys.privateKey),
    trust: { mode: 'key', alipayPublicKey: pemOf(platformKeys.publicKey) },
    gateway: `${url}/gateway.do`,
    fileHosts: [new URL(url).host],
    allowLoopback: true,
    clock: () => NOW,
    log: listeningLog().log,
    timeoutMs: 300,
    pausesMs: [5, 5],
    // Most stories fail on purpose; the breaker has its own.
    breaker: { after: 1000, restMs: 10_000 },
    ...changed,
  }
}
