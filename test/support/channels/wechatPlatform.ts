import { createCipheriv, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { WechatOptions } from '../../../server/adapters/channels/wechat'
import { listeningLog } from './log'

/** The platform's side of WeChat Pay, written again from formats.md 1.3 and 1.8, so that one mistake cannot hide on both sides. */

export const NOW = Date.parse('2026-11-21T10:00:00+08:00')

export const API_V3_KEY = '0123456789abcdef0123456789abcdef'

const CERTIFICATE_SERIAL = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1'

export const PUBLIC_KEY_ID = 'PUB_KEY_ID_0116000000012026110100123456789012'

export const APPID = 'wx2421b1c4370ec43b'

export const MCHID = '1900000109'

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

const certificateKeys = pair()

export const publicKeyModeKeys = pair()

export const merchantKeys = pair()

export const pemOf = (key: KeyObject) =>
  key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString()

export function signedHeaders(
  body: string | Buffer,
  how: { at?: number; serial?: string; key?: KeyObject; nonce?: string } = {},
): Record<string, string> {
  const timestamp = String(Math.floor((how.at ?? NOW) / 1000))
  const nonce = how.nonce ?? 'EcJpO8bVNbJ4c4yqUqTXQ3Pe9Jf1YxZa'
  const text = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), Buffer.from(body), Buffer.from('\n')])
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': how.serial ?? CERTIFICATE_SERIAL,
    'wechatpay-signature': sign('RSA-SHA256', text, how.key ?? certificateKeys.privateKey).toString('base64'),
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
  }
}

export function seal(plain: string, aad: string, key = API_V3_KEY, nonce = '61f9c719728a'): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(aad))
  return Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

export const PAYMENT = {
  appid: APPID,
  mchid: MCHID,
  out_trade_no: 'HF20261101000001',
  transaction_id: '4200002999202611010000000001',
  trade_type: 'JSAPI',
  trade_state: 'SUCCESS',
  success_time: '2026-11-01T08:00:05+08:00',
  payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  amount: { total: 123456, payer_total: 123456, currency: 'CNY', payer_currency: 'CNY' },
}

export const REFUND = {
  mchid: MCHID,
  out_trade_no: 'HF20261101000001',
  transaction_id: '4200002999202611010000000001',
  out_refund_no: 'RF20261102000001',
  refund_id: '50300000000202611020000000001',
  refund_status: 'SUCCESS',
  success_time: '2026-11-02T09:10:12+08:00',
  amount: { total: 123456, refund: 23456, payer_total: 123456, payer_refund: 23456 },
}

export function noticeBody(content: object, event = 'TRANSACTION.SUCCESS', apiV3Key = API_V3_KEY): string {
  const kind = event.startsWith('REFUND') ? 'refund' : 'transaction'
  return JSON.stringify({
    id: 'EV-2018022511223320873',
    create_time: '2026-11-01T08:00:06+08:00',
    resource_type: 'encrypt-resource',
    event_type: event,
    summary: '支付成功',
    resource: {
      original_type: kind,
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: seal(JSON.stringify(content), kind, apiV3Key),
      associated_data: kind,
      nonce: '61f9c719728a',
    },
  })
}

export function notice(content: object, event?: string, how?: Parameters<typeof signedHeaders>[1]) {
  const body = Buffer.from(noticeBody(content, event))
  return { body, headers: signedHeaders(body, how) }
}

/** A good answer of the API, signed. */
export function signedAnswer(
  content: object | undefined,
  status = content ? 200 : 204,
  how?: Parameters<typeof signedHeaders>[1],
) {
  const body = content ? JSON.stringify(content) : ''
  return { status, headers: { 'content-type': 'application/json', ...signedHeaders(body, how) }, body }
}

export function wechatOptions(url: string, changed: Partial<WechatOptions> = {}): WechatOptions {
  return {
    company: 'lanzhou',
    templates: { 'payment-received': 'template-1' },
    appid: APPID,
    mchid: MCHID,
    merchantSerial: '3775B6A45ACD588826D15E583A95F5DD00000000',
    merchantPrivateKey: pemOf(merchantKeys.privateKey),
    apiV3Key: API_V3_KEY,
    appSecret: 'secret',
    publicKeys: [{ id: PUBLIC_KEY_ID, pem: pemOf(publicKeyModeKeys.publicKey) }],
    certificates: [{ serial: CERTIFICATE_SERIAL, pem: pemOf(certificateKeys.publicKey) }],
    baseUrl: url,
    loginBaseUrl: url,
    allowLoopback: true,
    clock: () => NOW,
    newNonce: () => '593BEC0C930BF1AFEB40B4A08C8FB242',
    log: listeningLog().log,
    timeoutMs: 300,
    pausesMs: [5, 5],
    // Most stories fail on purpose; the breaker has its own.
    breaker: { after: 1000, restMs: 10_000 },
    ...changed,
  }
}
