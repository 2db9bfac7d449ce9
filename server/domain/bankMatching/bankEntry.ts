import { CHANNELS, type Channel } from '../../../contract/channelWords'
import type { CivilDate } from '../calendar/civilDate'
import type { PaymentSource } from '../payment/payment'
import { feeAt } from '../reconciliation/fee'
import type { Rulebook } from '../rulebook/rulebook'
import type { TransitParty } from './transit'

/** One movement on our own account at a bank (银行流水), kept from the bank's statement; its number in our books is unique on the account (M3). */
export interface BankEntry {
  id: string
  company: string
  /** The bank whose statement reports it. */
  statement: PaymentSource
  account: string
  /** The day of the statement that reported it. */
  statedOn: CivilDate
  bookedOn: CivilDate
  /** What the account sees. */
  direction: 'credit' | 'debit'
  amountFen: number
  /** The bank takes back an earlier movement. */
  reversal: boolean
  /** The bank's own number; of one that the bank has used on another day before, the number of its day (see numberInBooks). */
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

/** A reversal often carries the number of what it takes back; that number with this behind it is the reversal's own. */
export const REVERSAL_MARK = '#R'

/** What our tables hold of a number. */
const MAX_NUMBER = 64

type Numbered = Pick<BankEntry, 'bankReference' | 'bookedOn'>

/**
 * The number in our books of a movement whose bank has used its number before: the number of its day, `000001@2026-11-13`, and from
 * the second on `000001@2026-11-13~2`. Of a number too long for our tables its end is kept, which tells most.
 */
export function numberInBooks({ bankReference, bookedOn }: Numbered, nth: number): string {
  const mark = bankReference.endsWith(REVERSAL_MARK) ? REVERSAL_MARK : ''
  const behind = `@${bookedOn}${nth === 1 ? '' : `~${nth}`}${mark}`
  return `${bankReference.slice(0, bankReference.length - mark.length).slice(behind.length - MAX_NUMBER)}${behind}`
}

/** So much of a number's end is left whatever stands behind it in our books. */
const END = 46

/** What all movements that may bear one number of a bank's have in common: its end, without what tells its bearers apart. */
export function commonNumber(number: string): string {
  const mark = number.endsWith(REVERSAL_MARK) ? REVERSAL_MARK : ''
  const own = number.slice(0, number.length - mark.length)
  const plain = own.replace(/@\d{4}-\d\d-\d\d(~\d+)?$/, '').replace(/(?<=.)#\d+$/, '')
  return `${plain.slice(-END)}${mark}`
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

/** What moves on the merchant's account at a channel besides payments and refunds, as the fund-flow or account bill has it. */
export interface AccountMovement {
  /** `remittance`: sent to our account at a bank. `other`: what nobody here knows of, and a person looks at. */
  kind: 'fee' | 'remittance' | 'other'
  /** The channel's word: 扣除交易手续费, 提现 … */
  type: string
  /** The channel's number of the payment or refund that it is about. */
  businessNo: string
  /** The channel's number of the movement itself. */
  flowNo: string
  /** What else it quotes; empty where there is nothing. */
  voucherNo: string
  /** What the account gains, in fen; negative when money goes out. */
  fen: number
  line: number
}

/** How channels call fees and remittances (formats.md 2.3, 3.10); the lists are open, so what is new here is one word more. */
const MOVEMENT_WORDS: Readonly<Record<'fee' | 'remittance', readonly string[]>> = {
  fee: ['扣除交易手续费', '退还交易手续费', '交易手续费', '手续费', '收费', '退费', '服务费'],
  remittance: ['提现', '自动提现', '手动提现', '结算', '结算到银行卡', '提现到银行卡'],
}

/** Judges a movement by the channel's word for it; a remittance that comes back is none. */
export function movementKind(type: string, fen: number): AccountMovement['kind'] {
  if (MOVEMENT_WORDS.fee.includes(type)) return 'fee'
  return MOVEMENT_WORDS.remittance.includes(type) && fen < 0 ? 'remittance' : 'other'
}

export type OurAccount = Rulebook['payment']['accounts'][number]

/** Digits that a bank shows of an account whose number it hides, and how many of them are no chance. */
const LEAST_SHOWN = 4
const PROVING_SHOWN = 8

/** Whether a number as a bank shows it is this one: all of it, with stars for some digits, or its last ones. */
function shows(shown: string, number: string): boolean {
  if (shown === number) return true
  const parts = shown.split(/[*xX]+/)
  const [front = '', ...more] = parts
  const behind = more.at(-1) ?? ''
  if (!/^\d*$/.test(front + behind) || parts.length > 2) return false
  if (parts.length === 1) return shown.length >= LEAST_SHOWN && number.endsWith(shown)
  return (
    front.length + behind.length >= LEAST_SHOWN &&
    number.length >= front.length + behind.length &&
    number.startsWith(front) &&
    number.endsWith(behind)
  )
}

/**
 * Our account of which the bank's statement tells; undefined when it is not ours. A bank's own export may hide part of the
 * number, or have none (empty): then it is ours where only one account of this statement can be meant, and `unnamed` tells
 * that the file itself proves nothing, as by the last four digits alone (formats.md 5.8).
 */
export function ourAccount(
  rulebook: Rulebook,
  statement: string,
  shown: string,
): { account: OurAccount; unnamed: boolean } | undefined {
  const all = rulebook.payment.accounts.filter((account) => account.statement === statement)
  const meant = shown === '' ? all : all.filter(({ number }) => shows(shown, number))
  const account = all.find(({ number }) => number === shown) ?? (meant.length === 1 ? meant[0] : undefined)
  const proves = shown === account?.number || shown.replaceAll(/\D/g, '').length >= PROVING_SHOWN
  return account && { account, unnamed: !proves }
}

/** Whether what a party sends goes to this account: to the one that names it, else to the first; payouts leave the first. */
export function receives(rulebook: Rulebook, account: OurAccount, party: TransitParty): boolean {
  const { accounts } = rulebook.payment
  const named = accounts.find(({ receives }) => receives.includes(party))
  return account === (named ?? accounts[0])
}

/** What a bank pays out of a day's collections, in fen, when it keeps its fee back (rounded half up). */
export function netOfCounterFee(rulebook: Rulebook, bank: string, amountFen: number): number {
  const percent = rulebook.payment.counterFees[bank]
  if (percent === undefined) return amountFen
  return amountFen - feeAt(amountFen, partsPerMillion(percent))
}

/** `0.10%` → 1000: digit by digit, beyond four decimals nothing counts. */
function partsPerMillion(percent: string): number {
  const [whole = '0', decimals = ''] = percent.replace('%', '').trim().split('.')
  return Number(whole) * 10_000 + Number(decimals.padEnd(4, '0').slice(0, 4))
}
