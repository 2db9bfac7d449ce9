import type { Channel } from '../../contract/channelWords'
import type { CompaniesAnswer } from '../../contract/company'
import type { PayParameters } from '../../contract/resident'
import type { PayOutcome } from '../payment/outcome'

/**
 * What differs between WeChat, Alipay and a browser: one interface here, one file per platform
 * (login.weapp.ts, login.alipay.ts, login.h5.ts), chosen by Taro when it builds.
 */
export type Mode = CompaniesAnswer['mode']

export interface PlatformLogin {
  /** Who a visitor can be here; none means that this platform cannot pay. */
  channels(mode: Mode): readonly Channel[]
  /** Whether the first login may happen before the visitor has touched anything. */
  readonly silent: boolean
  /** A one-use code for the server to exchange; undefined when the platform or the person refused. */
  code(channel: Channel, company: string): Promise<string | undefined>
}

export interface PlatformPay {
  /**
   * Opens the payment sheet; gives what it said, or `left` when the browser has gone to the cashier and will come back
   * to the result page.
   */
  pay(parameters: PayParameters, orderNo: string): Promise<PayOutcome | 'left'>
  /** The outcome that a cashier brought back in the page's address, once. */
  returned(): PayOutcome | undefined
}

export interface PlatformFiles {
  /**
   * Shows a PDF that only the bearer of the token may read. Call it within the tap: a browser lets a page open a new
   * window only then. Gives false when it could not be opened.
   */
  openPdf(url: string, token: Promise<string | undefined>, name: string): Promise<boolean>
}

export interface PlatformFont {
  /** Whether the person has set large type in the app or the browser. */
  prefersLarge(): boolean
}

export interface PlatformLaunch {
  /** The query with which the visitor came: company=lanzhou. */
  launchQuery(): Record<string, string | undefined>
}
