import type { Dispatcher } from 'undici'
import { type Exchange, exchange } from '../exchange'

/** wechatpay-node-v3 writes this host into every address; requests go to the configured one. */
export const LIBRARY_HOST = 'https://api.mch.weixin.qq.com'
const MAX_ANSWER_BYTES = 1024 * 1024

/** What a call of the library gives when it runs on our client: the exchange as it was, not yet judged. */
export interface Carried {
  status: number
  data: Exchange
}

/** Takes what a method of the library has given; gives the exchange. Throws when it did not run on our client. */
export function exchangeOf(result: unknown): Exchange {
  if (typeof result === 'object' && result !== null && 'data' in result) {
    const { data } = result as Carried
    if (data?.kind === 'answered' || data?.kind === 'failed') return data
  }
  throw new Error('wechatpay-node-v3 did not use our HTTP client')
}

export interface WechatHttpOptions {
  origin: string
  /** Sent as Wechatpay-Serial (formats.md 1.2). */
  platformSerial: () => string | undefined
  timeoutMs: number
  dispatcher: Dispatcher
}

/**
 * The HTTP client for wechatpay-node-v3's createHttp. The library's own has no time-out, hides network errors and gives
 * only parsed bodies, whose signature cannot be checked any more (toolchain.md).
 */
export function createWechatHttp(options: WechatHttpOptions) {
  async function send(
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<Carried> {
    // Without Accept-Encoding the body comes as it was signed.
    const { 'Accept-Encoding': _dropped, ...sent } = headers
    const serial = options.platformSerial()
    const request = {
      method,
      url: url.replace(LIBRARY_HOST, options.origin),
      headers: serial ? { ...sent, 'Wechatpay-Serial': serial } : sent,
      body,
      timeoutMs: options.timeoutMs,
      maxBytes: MAX_ANSWER_BYTES,
    }
    const data = await exchange(request, options.dispatcher)
    return { status: data.kind === 'answered' ? data.status : 0, data }
  }
  return {
    get: (url: string, headers: Record<string, string>) => send('GET', url, headers),
    // The library signs JSON.stringify(params): the same text is what must be sent.
    post: (url: string, params: Record<string, unknown>, headers: Record<string, string>) =>
      send('POST', url, headers, JSON.stringify(params)),
    upload: (): Promise<Carried> => Promise.reject(new Error('heatpay uploads nothing to WeChat Pay')),
  }
}
