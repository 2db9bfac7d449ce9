import type { Channel } from '../../contract/channelWords'
import type { CompaniesAnswer } from '../../contract/company'
import type { PayParameters } from '../../contract/resident'
import type { PayOutcome } from '../payment/outcome'
import type { TypeSize } from './typeSizes'

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
  /** The step of type that goes with what the person has set in the app or the browser. */
  typeSize(): TypeSize
}

/** The step of type for a setting in px on a platform whose own is `usual`: from a tenth more on, and from a quarter more on. */
export function stepOf(setting: number, usual: number): TypeSize {
  if (setting >= usual * 1.25) return 'largest'
  return setting > usual * 1.1 ? 'large' : 'standard'
}

export interface PlatformSpeech {
  /** Whether this device can read aloud in Chinese. */
  offered(): boolean
  say(words: string): void
}

export interface PlatformLaunch {
  /** The query with which the visitor came: company=lanzhou. */
  launchQuery(): Record<string, string | undefined>
}

/** One picture on the telephone: where it lies, and its size in bytes where the platform tells it. */
export interface ChosenPhoto {
  /** A temporary file's path; in a browser an address of its own. */
  path: string
  bytes: number | undefined
  /** Its MIME type where the platform tells it. */
  type: string | undefined
}

export interface PhotoForm {
  url: string
  headers: Record<string, string>
  fields: Record<string, string>
  /** It is sent as the file named `photo`. */
  photo: ChosenPhoto
}

export interface PlatformPhotos {
  /** Takes a picture or picks one; `none` when the person closed it again, `failed` when the platform did not let him. */
  choose(): Promise<ChosenPhoto | 'none' | 'failed'>
  /** Sends a form with a picture; rejects with the platform's own error when no answer came. */
  send(form: PhotoForm): Promise<{ status: number; body: string }>
}

/** Who is asked, and about which templates. */
export interface MessageQuestion {
  company: string
  channel: Channel
  templateIds: readonly string[]
}

export interface PlatformMessages {
  /** Whether this platform can send messages at all. */
  offered(mode: Mode): boolean
  /**
   * Asks the person which messages he wants; call it within a tap (formats.md 4.1). Gives the templates that he accepted
   * just now, none when he closed the question, and `failed` when the platform would not ask.
   */
  ask(question: MessageQuestion): Promise<readonly string[] | 'failed'>
}

/** An invoice's title as the platform keeps it for its user. */
export interface ChosenTitle {
  kind: 'personal' | 'company'
  name: string
  taxNumber: string
  address: string
  phone: string
  bank: string
}

export interface PlatformTitles {
  /**
   * Lets the person choose one of the titles that he keeps on the platform (formats.md 4.1); `none` when he closed it again, `failed` when
   * the platform did not let him. Absent where the platform has nothing of the kind for mini-programs (formats.md 4.2).
   */
  choose?: () => Promise<ChosenTitle | 'none' | 'failed'>
}
