import type { MessageTemplates } from '../../../application/ports/messages'
import type { Log } from '../../../application/ports/system'
import type { BreakerRules, CallMeter } from '../callGuard'
import type { HeardDate } from '../hearDate'

/** How this app and Alipay know each other's keys (formats.md 3.3). */
export type AlipayTrust =
  /** Key mode: Alipay's public key, PEM. It is changed by hand only. */
  | { mode: 'key'; alipayPublicKey: string }
  /** Certificate mode, each as PEM: our app's, those that Alipay signs by now (one or more), and Alipay's roots. */
  | { mode: 'certificate'; appCertificate: string; alipayCertificates: string; rootCertificates: string }

/** A company's merchant at Alipay: its app, its seller number and the keys. */
export interface AlipayMerchant {
  company: string
  /** The mini-program's app_id; the cashier opens in it. */
  appId: string
  /** The 2088… number that receives the money. */
  sellerId: string
  /** PKCS#8 PEM; signs requests. */
  appPrivateKey: string
  /** The ids of its message templates, by what they tell. */
  templates: MessageTemplates
  /** Verifies answers and notifications. */
  trust: AlipayTrust
}

export interface AlipayOptions extends AlipayMerchant {
  /** https://openapi.alipay.com/gateway.do, or the sandbox. */
  gateway: string
  /** Hosts (`host:port`) that channel files may be fetched from. */
  fileHosts: readonly string[]
  /** The sandbox runs on this machine: plain http and loopback addresses are accepted. */
  allowLoopback?: boolean
  /** Epoch milliseconds. */
  clock: () => number
  log: Log
  /** For one attempt, whole. Default 5 s. */
  timeoutMs?: number
  /** Pauses before asking again with the same numbers. Default 200 and 800 ms. */
  pausesMs?: readonly number[]
  /** Of the channel file as it comes. Default 512 MiB. */
  maxFileBytes?: number
  /** Counts and times each method's calls. Default: nobody does. */
  meter?: CallMeter
  /** Told when each answer was written by the platform's clock. */
  heardDate?: HeardDate
  /** When to stop asking a method that does not answer, and for how long. */
  breaker?: BreakerRules
}
