import type { MessageTemplates } from '../../../application/ports/messages'
import type { Log } from '../../../application/ports/system'
import type { BreakerRules, CallMeter } from '../callGuard'
import type { HeardDate } from '../hearDate'

/** A company's merchant at WeChat Pay: its numbers and keys (formats.md 1.1). */
export interface WechatMerchant {
  company: string
  appid: string
  mchid: string
  /** Serial of the merchant API certificate, 40 hexadecimal digits. */
  merchantSerial: string
  /** PKCS#8 PEM; signs requests and paySign. */
  merchantPrivateKey: string
  /** 32 bytes of ASCII; decrypts notifications and platform certificates. */
  apiV3Key: string
  /** Exchanges login codes of the mini-program. */
  appSecret: string
  /** The ids of its message templates, by what they tell. */
  templates: MessageTemplates
  /** WeChat Pay public keys, by their PUB_KEY_ID_…; the first is the one asked to sign answers. */
  publicKeys: readonly { id: string; pem: string }[]
  /** Platform certificates (or just their public keys), by serial. */
  certificates: readonly { serial: string; pem: string }[]
}

export interface WechatOptions extends WechatMerchant {
  /** https://api.mch.weixin.qq.com, or the sandbox. */
  baseUrl: string
  /** https://api.weixin.qq.com, or the sandbox. */
  loginBaseUrl: string
  /** The sandbox runs on this machine: plain http and loopback addresses are accepted. */
  allowLoopback?: boolean
  /** Epoch milliseconds. */
  clock: () => number
  /** Up to 32 letters and digits, never the same twice. */
  newNonce: () => string
  log: Log
  /** For one attempt, whole. Default 5 s. */
  timeoutMs?: number
  /** Pauses before asking again with the same numbers. Default 200 and 800 ms. */
  pausesMs?: readonly number[]
  /** Of the channel file as it comes. Default 512 MiB. */
  maxFileBytes?: number
  /** Counts and times each endpoint's calls. Default: nobody does. */
  meter?: CallMeter
  /** Told when each answer was written by the platform's clock. */
  heardDate?: HeardDate
  /** When to stop asking an endpoint that does not answer, and for how long. */
  breaker?: BreakerRules
}
