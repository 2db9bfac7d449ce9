import type { Log } from '../../../application/ports'

/** A company's merchant at Alipay, in key mode (formats.md 3.3): its app, its seller number and the keys. */
export interface AlipayMerchant {
  company: string
  /** The mini-program's app_id; the cashier opens in it. */
  appId: string
  /** The 2088… number that receives the money. */
  sellerId: string
  /** PKCS#8 PEM; signs requests. */
  appPrivateKey: string
  /** PEM; verifies answers and notifications. */
  alipayPublicKey: string
}

export interface AlipayOptions extends AlipayMerchant {
  /** https://openapi.alipay.com/gateway.do, or the sandbox. */
  gateway: string
  /** Hosts (`host:port`) that bill files may be fetched from. */
  billHosts: readonly string[]
  /** The sandbox runs on this machine: plain http and loopback addresses are accepted. */
  allowLoopback?: boolean
  /** Epoch milliseconds. */
  clock: () => number
  log: Log
  /** For one attempt, whole. Default 5 s. */
  timeoutMs?: number
  /** Pauses before asking again with the same numbers. Default 200 and 800 ms. */
  pausesMs?: readonly number[]
  /** Of the bill file as it comes. Default 512 MiB. */
  maxBillBytes?: number
}
