import WxPay from 'wechatpay-node-v3'
import { LIBRARY_HOST } from './http'
import type { WechatOptions } from './options'

const USER_AGENT = 'heatpay (wechatpay-node-v3)'

/**
 * wechatpay-node-v3 with our clock and our chance: the library signs with the machine's clock and Math.random, but the
 * time may be the sandbox's, and a nonce should not be guessable. Its own methods (`transactions_jsapi`, `query`, `close`) take the
 * signature from `buildAuthorization` and send by what `createHttp` was given (http.ts).
 */
export class WechatClient extends WxPay {
  private readonly clock: () => number
  private readonly newNonce: () => string

  constructor(
    options: Pick<WechatOptions, 'appid' | 'mchid' | 'merchantSerial' | 'merchantPrivateKey' | 'clock' | 'newNonce'>,
  ) {
    super({
      appid: options.appid,
      mchid: options.mchid,
      serial_no: options.merchantSerial,
      // The library wants the merchant's certificate only to read its serial from it, which is given here.
      publicKey: Buffer.from(options.merchantSerial),
      privateKey: Buffer.from(options.merchantPrivateKey),
      userAgent: USER_AGENT,
    })
    this.clock = options.clock
    this.newNonce = options.newNonce
  }

  /** Unix seconds as text. */
  timestamp(): string {
    return String(Math.floor(this.clock() / 1000))
  }

  protected override buildAuthorization(method: string, url: string, params?: Record<string, unknown>): string {
    const nonce = this.newNonce()
    const timestamp = this.timestamp()
    return this.getAuthorization(
      nonce,
      timestamp,
      this.getSignature(method, nonce, timestamp, url.replace(LIBRARY_HOST, ''), params),
    )
  }

  /** GET /v3/certificates, answered unopened: the library's own method would decrypt without checking the tag. */
  certificates(): Promise<unknown> {
    const url = `${LIBRARY_HOST}/v3/certificates`
    return this.httpService.get(url, this.getHeaders(this.buildAuthorization('GET', url)))
  }

  /** POST …/apply-abnormal-refund, which the library lacks (formats.md 1.7). */
  redirectRefund(refundId: string, params: Record<string, unknown>): Promise<unknown> {
    const url = `${LIBRARY_HOST}/v3/refund/domestic/refunds/${encodeURIComponent(refundId)}/apply-abnormal-refund`
    const headers = this.getHeaders(this.buildAuthorization('POST', url, params), {
      'Content-Type': 'application/json',
    })
    return this.httpService.post(url, params, headers)
  }

  /** Headers for fetching a channel file, whose address the channel gave (formats.md 2.1). */
  downloadHeaders(url: URL): Record<string, string> {
    return {
      Accept: '*/*',
      'User-Agent': USER_AGENT,
      Authorization: this.buildAuthorization('GET', `${url.pathname}${url.search}`),
    }
  }

  /** The parameters of wx.requestPayment, signed (formats.md 1.5). */
  payParameters(prepayId: string) {
    const timeStamp = this.timestamp()
    const nonceStr = this.newNonce()
    const pack = `prepay_id=${prepayId}`
    const paySign = this.sha256WithRsa(`${this.appid}\n${timeStamp}\n${nonceStr}\n${pack}\n`)
    return { channel: 'wechat', timeStamp, nonceStr, package: pack, signType: 'RSA', paySign } as const
  }
}
