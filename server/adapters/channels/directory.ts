import type { Channel } from '../../../contract/words'
import type { ChannelDirectory, PaymentChannel } from '../../application/channelPort'
import type { Log } from '../../application/ports'
import { createAlipayChannel } from './alipay'
import type { MerchantBook, Merchants } from './merchants'
import { createWechatChannel } from './wechat'

/** Where the channels are. */
export interface ChannelEndpoints {
  wechatApi: string
  wechatLogin: string
  alipayGateway: string
  /** Hosts (`host:port`) that Alipay keeps bill files at. */
  alipayBillHosts: readonly string[]
  /** They are on this machine: plain http and loopback addresses are accepted. */
  allowLoopback: boolean
}

export const PRODUCTION_ENDPOINTS: ChannelEndpoints = {
  wechatApi: 'https://api.mch.weixin.qq.com',
  wechatLogin: 'https://api.weixin.qq.com',
  alipayGateway: 'https://openapi.alipay.com/gateway.do',
  alipayBillHosts: ['dwbillcenter.alipay.com'],
  allowLoopback: false,
}

/** The sandbox plays all of them at one address, e.g. `http://127.0.0.1:8081`. */
export function sandboxEndpoints(url: string): ChannelEndpoints {
  const { origin, host } = new URL(url)
  return {
    wechatApi: origin,
    wechatLogin: origin,
    alipayGateway: `${origin}/gateway.do`,
    alipayBillHosts: [host],
    allowLoopback: true,
  }
}

export interface DirectoryOptions {
  merchants: MerchantBook
  endpoints: ChannelEndpoints
  /** Epoch milliseconds. */
  clock: () => number
  /** Up to 32 letters and digits, never the same twice. */
  newNonce: () => string
  log: Log
  /** How long to wait for an answer, and between attempts (milliseconds); the rooms' own defaults without. */
  patience?: { timeoutMs: number; pausesMs: readonly number[] }
}

/**
 * Finds a company's channel. It is made once, and anew when the merchant's files have changed: what it knows besides them
 * (downloaded certificates) is fetched again.
 */
export function createChannelDirectory(options: DirectoryOptions): ChannelDirectory {
  const { merchants, endpoints, clock, newNonce, log, patience } = options
  const made = new Map<string, { from: Merchants; channel: PaymentChannel }>()

  function make(of: Merchants, channel: Channel): PaymentChannel | undefined {
    const { allowLoopback } = endpoints
    if (channel === 'wechat') {
      const { wechatApi: baseUrl, wechatLogin: loginBaseUrl } = endpoints
      return (
        of.wechat &&
        createWechatChannel({ ...of.wechat, baseUrl, loginBaseUrl, allowLoopback, clock, newNonce, log, ...patience })
      )
    }
    const { alipayGateway: gateway, alipayBillHosts: billHosts } = endpoints
    return (
      of.alipay && createAlipayChannel({ ...of.alipay, gateway, billHosts, allowLoopback, clock, log, ...patience })
    )
  }

  return {
    get(company, channel) {
      const from = merchants.of(company)
      if (!from) return undefined
      const key = `${channel} ${company}`
      const before = made.get(key)
      if (before?.from === from) return before.channel
      const now = make(from, channel)
      if (now) made.set(key, { from, channel: now })
      return now
    },
    companiesWith: (channel) =>
      merchants.companies().filter((company) => merchants.of(company)?.[channel] !== undefined),
  }
}
