import type { KeyObject } from 'node:crypto'
import type { Exchange } from '../http/router'
import type { Merchant } from '../world'
import { type Refusal, refuse } from './refusal'
import { requestText, rsaVerify } from './sign'

const SCHEME = 'WECHATPAY2-SHA256-RSA2048 '
const FIELDS = ['mchid', 'nonce_str', 'signature', 'timestamp', 'serial_no'] as const
/** Clock skew that the platform bears, in seconds (formats.md 1.2). */
const SKEW = 300

export interface Keyring {
  merchantByMchid(mchid: string): Merchant | undefined
  merchantKey(merchant: Merchant): KeyObject
}

type Fields = Record<(typeof FIELDS)[number], string>

/**
 * Checks a request's Authorization header. `clocks` are epoch milliseconds that count as "now": the sandbox's clock and
 * the machine's, because a client written by others signs by the machine's while the sandbox's may be set to another season.
 */
export function authorize(exchange: Exchange, keyring: Keyring, clocks: readonly number[]): Merchant | Refusal {
  const fields = parse(exchange.headers.authorization ?? '')
  if (!fields) return refuse(401, 'SIGN_ERROR', 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》')
  const merchant = keyring.merchantByMchid(fields.mchid)
  if (!merchant) return refuse(401, 'SIGN_ERROR', '商户号不存在')
  if (fields.serial_no !== merchant.numbers.wechat.merchantSerial)
    return refuse(401, 'SIGN_ERROR', '商户证书序列号有误')
  const seconds = Number(fields.timestamp)
  const onTime =
    /^\d{1,12}$/.test(fields.timestamp) && clocks.some((now) => Math.abs(Math.floor(now / 1000) - seconds) <= SKEW)
  if (!onTime) return refuse(401, 'SIGN_ERROR', 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟')
  const text = requestText(exchange.method, exchange.target, fields.timestamp, fields.nonce_str, exchange.body)
  if (fields.nonce_str.length > 32 || !rsaVerify(text, fields.signature, keyring.merchantKey(merchant))) {
    return refuse(401, 'SIGN_ERROR', '错误的签名，验签失败', {
      field: 'signature',
      issue: 'sign not match',
      location: 'authorization',
      sign_information: {
        method: exchange.method,
        url: exchange.target,
        truncated_sign_message: text.toString('utf8').slice(0, 200),
      },
    })
  }
  return merchant
}

function parse(header: string): Fields | undefined {
  if (!header.startsWith(SCHEME)) return undefined
  const found: Partial<Fields> = {}
  for (const pair of header.slice(SCHEME.length).split(',')) {
    const match = /^([a-z_]+)="([^"]*)"$/.exec(pair)
    const name = FIELDS.find((field) => field === match?.[1])
    if (!match || !name || found[name] !== undefined) return undefined
    found[name] = match[2]
  }
  const { mchid, nonce_str, signature, timestamp, serial_no } = found
  return mchid && nonce_str && signature && timestamp && serial_no
    ? { mchid, nonce_str, signature, timestamp, serial_no }
    : undefined
}
