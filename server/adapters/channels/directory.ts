import type { Channel } from '../../../contract/channelWords'
import type {
  ChannelDirectory,
  PaymentChannel,
  ShippingDirectory,
  ShippingReporter,
} from '../../application/ports/channels'
import type { Messenger, MessengerDirectory } from '../../application/ports/messages'
import type { Log } from '../../application/ports/system'
import { createAlipayChannel } from './alipay'
import type { BreakerRules, CallMeter } from './callGuard'
import type { MerchantBook, Merchants } from './merchants'
import { createWechatChannel } from './wechat'

/** Where the channels are. */
export interface ChannelEndpoints {
  wechatApi: string
  wechatLogin: string
  alipayGateway: string
  /** Hosts (`host:port`) that Alipay keeps channel files at. */
  alipayFileHosts: readonly string[]
  /** They are on this machine: plain http and loopback addresses are accepted. */
  allowLoopback: boolean
}

export const PRODUCTION_ENDPOINTS: ChannelEndpoints = {
  wechatApi: 'https://api.mch.weixin.qq.com',
  wechatLogin: 'https://api.weixin.qq.com',
  alipayGateway: 'https://openapi.alipay.com/gateway.do',
  alipayFileHosts: ['dwbillcenter.alipay.com'],
  allowLoopback: false,
}

/** The sandbox plays all of them at one address, e.g. `http://127.0.0.1:8081`. */
export function sandboxEndpoints(url: string): ChannelEndpoints {
  const { origin, host } = new URL(url)
  return {
    wechatApi: origin,
    wechatLogin: origin,
    alipayGateway: `${origin}/gateway.do`,
    alipayFileHosts: [host],
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
  /** Told what each channel's clock says with each answer. */
  heardDate?: (channel: Channel, date: string) => void
}

/** One channel of one company: its money, its messages and, where its platform wants them, reports of fulfilment. */
type OwnChannel = PaymentChannel & Messenger & Partial<ShippingReporter>

/** A channel's room: makes a company's channel of its merchant there; undefined where the company has none. */
type Room = (merchants: Merchants, options: DirectoryOptions) => OwnChannel | undefined

const common = (channel: Channel, options: DirectoryOptions) => {
  const { endpoints, clock, log, meter, patience, heardDate } = options
  return {
    ...{ allowLoopback: endpoints.allowLoopback, clock, log, meter },
    heardDate: heardDate && ((date: string) => heardDate(channel, date)),
    ...patience,
  }
}

const ROOMS: Readonly<Record<Channel, Room>> = {
  wechat({ wechat }, options) {
    const { wechatApi: baseUrl, wechatLogin: loginBaseUrl } = options.endpoints
    return (
      wechat &&
      createWechatChannel({
        ...wechat,
        ...common('wechat', options),
        baseUrl,
        loginBaseUrl,
        newNonce: options.newNonce,
      })
    )
  },
  alipay({ alipay }, options) {
    const { alipayGateway: gateway, alipayFileHosts: fileHosts } = options.endpoints
    return alipay && createAlipayChannel({ ...alipay, ...common('alipay', options), gateway, fileHosts })
  },
}

/**
 * Finds a company's channel. It is made once, and again when the merchant's files have changed: what it knows besides them
 * (downloaded certificates) is fetched again.
 */
export function createChannelDirectory(
  options: DirectoryOptions,
): ChannelDirectory & MessengerDirectory & ShippingDirectory {
  const { merchants } = options
  const made = new Map<string, { from: Merchants; channel: OwnChannel }>()

  function get(company: string, name: Channel): OwnChannel | undefined {
    const from = merchants.of(company)
    if (!from) return undefined
    const place = `${name} ${company}`
    const before = made.get(place)
    if (before?.from === from) return before.channel
    const channel = ROOMS[name](from, options)
    if (channel) made.set(place, { from, channel })
    return channel
  }

  return {
    get,
    messenger: get,
    shipping(company, name) {
      const reportShipping = get(company, name)?.reportShipping
      return reportShipping && { reportShipping }
    },
    companiesWith: (channel) =>
      merchants.companies().filter((company) => merchants.of(company)?.[channel] !== undefined),
  }
}
