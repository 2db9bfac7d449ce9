import { CHANNELS, type Channel } from '../../../contract/channelWords'
import type { CivilDate } from '../calendar/civilDate'
import type { PaymentSource } from '../payment/payment'

/** One movement on our own account at a bank (银行流水), kept from the bank's statement; the bank's number is unique on the account (M3). */
export interface BankEntry {
  id: string
  company: string
  /** The bank whose statement tells of it. */
  statement: PaymentSource
  account: string
  /** The day of the statement that told of it. */
  statedOn: CivilDate
  bookedOn: CivilDate
  /** What the account sees. */
  direction: 'credit' | 'debit'
  amountFen: number
  /** The bank takes back an earlier movement. */
  reversal: boolean
  bankReference: string
  /** What the payer gave as reference; banks cut it off at 16 characters. */
  ourReference: string | null
  remark: string
  line: number
  fileId: string
  /** The arrival that explains it. */
  arrivalId: string | null
  /** The resolution by which a re-sent statement's word took its place; undefined or null while it stands. */
  replacedBy?: string | null
}

/** What it adds to the account, in fen. */
export function signedEntryFen({ direction, amountFen }: Pick<BankEntry, 'direction' | 'amountFen'>): number {
  return direction === 'credit' ? amountFen : -amountFen
}

/** How banks call a channel in their remarks. */
const PARTY_WORDS: Readonly<Record<Channel, readonly string[]>> = {
  wechat: ['财付通', '微信'],
  alipay: ['支付宝', '蚂蚁'],
}

/** The party that a remark names; undefined when it names none. */
export function partyNamedIn(remark: string): Channel | undefined {
  return CHANNELS.find((channel) => PARTY_WORDS[channel].some((word) => remark.includes(word)))
}
