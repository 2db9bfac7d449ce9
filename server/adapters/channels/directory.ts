import type { ChannelDirectory } from '../../application/channelPort'
import type { MessengerDirectory } from '../../application/messages/messagePort'
import type { Log } from '../../application/ports'
import type { ShippingDirectory } from '../../application/shippingPort'
import { type AlipayChannel, createAlipayChannel } from './alipay'
import type { BreakerRules } from './breaker'
import type { MerchantBook, Merchants } from './merchants'
import type { CallMeter } from './watch'
import { createWechatChannel, type WechatChannel } from './wechat'

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
  patience?: { timeoutMs: number; pausesMs: readonly number[]; breaker?: BreakerRules }
  /** Counts and times the calls; nobody does without. */
  meter?: CallMeter
}

/**
 * Finds a company's channel. It is made once, and anew when the merchant's files have changed: what it knows besides them
 * (downloaded certificates) is fetched again.
 */
export function createChannelDirectory(
  options: DirectoryOptions,
): ChannelDirectory & MessengerDirectory & ShippingDirectory {
  const { merchants, endpoints, clock, newNonce, log, meter, patience } = options
  const common = { allowLoopback: endpoints.allowLoopback, clock, log, meter, ...patience }

  const wechat = keptWhileUnchanged((of): WechatChannel | undefined => {
    const { wechatApi: baseUrl, wechatLogin: loginBaseUrl } = endpoints
    return of.wechat && createWechatChannel({ ...of.wechat, ...common, baseUrl, loginBaseUrl, newNonce })
  })
  const alipay = keptWhileUnchanged((of): AlipayChannel | undefined => {
    const { alipayGateway: gateway, alipayBillHosts: billHosts } = endpoints
    return of.alipay && createAlipayChannel({ ...of.alipay, ...common, gateway, billHosts })
  })

  function keptWhileUnchanged<T>(make: (of: Merchants) => T | undefined): (company: string) => T | undefined {
    const made = new Map<string, { from: Merchants; channel: T }>()
    return (company) => {
      const from = merchants.of(company)
      if (!from) return undefined
      const before = made.get(company)
      if (before?.from === from) return before.channel
      const channel = make(from)
      if (channel) made.set(company, { from, channel })
      return channel
    }
  }

  return {
    get: (company, channel) => (channel === 'wechat' ? wechat(company) : alipay(company)),
    messenger: (company, platform) => (platform === 'wechat' ? wechat(company) : alipay(company)),
    shipping: (company) => wechat(company),
    companiesWith: (channel) =>
      merchants.companies().filter((company) => merchants.of(company)?.[channel] !== undefined),
  }
}
