import { addDays, type CivilDate, startOfDay } from '../calendar/civilDate'
import type { FeeRounding } from './feeRounding'
import type { NumberHash } from './numberHash'

export type RowKind = 'payment' | 'refund'

/** `settled`: the money moved. `pending`: accepted and on its way. `failed`: it did not move, or was taken back at once. */
export type RowState = 'settled' | 'pending' | 'failed'

/**
 * The numbers that a payment or refund has on both sides. `key` is the one that both sides always have: the channel's
 * number of a payment, our own number of a refund. `otherKey` is the second: the order number of a payment, the channel's
 * number of a refund; empty where there is none.
 */
export interface RowNumbers {
  kind: RowKind
  key: string
  otherKey: string
}

/** What our books hold for a day. */
export interface OurRow extends RowNumbers {
  state: RowState
  amountFen: number
  /** Our order; null for money that came without one (a bank's counter). */
  orderNo: string | null
  channelNo: string | null
  /** Epoch milliseconds. */
  at: number
  /** The user code by which a bank's payment was booked; null or undefined for what no bank's file reports. */
  payerCode?: string | null
  /** The civil day on which a refund was done; null or undefined while it is not. */
  doneOn?: string | null
}

/**
 * A fee that a channel took on one row, in thousandths of a fen (bills write five decimals of yuan), and the rate it owes to: the
 * contract's where one is configured, else the one that the row itself names.
 */
export interface RowFee {
  milliFen: number
  /** Parts per million: 0.60% is 6000. */
  ratePpm: number
  /** What it was taken on, in fen: the amount less what the merchant gave away. */
  onFen: number
  /** How the contract rounds it; undefined where the row's own rate stands for one. */
  byContract?: FeeRounding
}

/** A row of a channel's file. */
export interface ChannelRow extends RowNumbers {
  state: RowState
  amountFen: number
  /**
   * What another amount column of the same row says, where it should say the same and does not: without a voucher,
   * what is settled is what was ordered.
   */
  contradictsFen?: number
  orderNo: string | null
  channelNo: string | null
  /** Epoch milliseconds; undefined where the file gives days only. */
  at?: number
  fee?: RowFee
  /** The row names another merchant than ours; another app of our merchant is none. */
  foreignMerchant: boolean
  /** Whose account a payer named at a bank's counter, or our order at the channel, which repeats it. */
  userCode?: string
  /** The bank's number of the payment that its row takes back. */
  reverses?: string
  /** A row of an earlier day that belongs in this file: a bank's that clears later, a refund's that was accepted before. */
  cleared?: boolean
  /** Where a person finds it in the file. */
  line: number
}

/**
 * What the exact pass compares of a row, on either side, while its reader stands on it; valid until the next. Most rows find
 * their partner at once and no text is ever made of them, so that a million fit in little memory.
 */
export interface RowDigest {
  readonly kind: RowKind
  readonly state: RowState
  readonly key: Readonly<NumberHash>
  readonly otherKey: Readonly<NumberHash>
  readonly amountFen: number
}

/** A row of a channel's file while the reader stands on it; `keep` copies the whole of it. */
export interface RowInHand extends RowDigest {
  /** Nothing is odd about the row by itself: our merchant, the file's day, one amount, the fee that its rate gives. */
  readonly plain: boolean
  /** Whose account a payer named at a bank's counter; undefined in a channel's file. */
  readonly userCode?: string
  keep(): ChannelRow
}

/** What a row adds to a day's total, in fen: payments add, refunds take away, what failed does neither. */
export function signedFen(row: { kind: RowKind; state: RowState; amountFen: number }): number {
  if (row.state === 'failed') return 0
  return row.kind === 'payment' ? row.amountFen : -row.amountFen
}

/** An amount with the sign of its direction, as differences show it: a refund is negative. */
export function directedFen(row: { kind: RowKind; amountFen: number }, amountFen = row.amountFen): number {
  return row.kind === 'payment' ? amountFen : -amountFen
}

/** Whether both sides say that the money moved. A channel freezes its bill: what it calls pending may be settled with us. */
export function statesAgree(ours: RowState, theirs: RowState): boolean {
  return ours === theirs || (ours === 'settled' && theirs === 'pending')
}

/** A payment at a bank's counter, or the taking back of one, as the bank's file has it. */
export interface CounterRow {
  /** What the payer gave at the counter; the bank does not know whether it exists. */
  userCode: string
  /** The bank's own number of the payment. */
  traceNo: string
  amountFen: number
  /** Civil day. */
  paidOn: CivilDate
  /** Epoch milliseconds, where the file gives the time. */
  paidAt?: number
  /** The bank's number of an earlier day's payment that this row takes back (冲正); a payment has none. */
  reverses?: string
  line: number
}

/** So many days after it was paid may a bank clear a payment: over a long holiday's evening and weekend. */
export const DAYS_TO_CLEAR = 10

/** So many days may lie between the acceptance of a refund and its success: some working days, over a long holiday. */
export const DAYS_TO_REFUND = 15

/** Whether a row dated another day stands in its clearing day's file: it was paid the evening before, or on days without clearing. */
export const clearsLater = ({ paidOn }: Pick<CounterRow, 'paidOn'>, fileDay: CivilDate): boolean =>
  paidOn < fileDay && paidOn >= addDays(fileDay, 0 - DAYS_TO_CLEAR)

/** Whether a row takes money back: it is compared as a refund, and never booked as a payment. */
export const isReversal = ({ reverses }: Pick<CounterRow, 'reverses'>): boolean => reverses !== undefined

/** What a row adds to its file's total, in fen. */
export const countedFen = (row: Pick<CounterRow, 'reverses' | 'amountFen'>): number =>
  isReversal(row) ? -row.amountFen : row.amountFen

/** The number of a payment whose bank has used it on another day for another payment, e.g. `000001@2026-11-13`. */
export const numberOfDay = ({ traceNo, paidOn }: Pick<CounterRow, 'traceNo' | 'paidOn'>): string =>
  `${traceNo}@${paidOn}`

/** So many payments may one bank give one number on one day; beyond them its file is no record of payments. */
export const MAX_OF_NUMBER = 9

/**
 * The number of a further payment that a bank has given one number on one day, once the bank has said that it is real: the
 * number of the day, `000001@2026-11-13`, and from the second on `000001@2026-11-13#2`.
 */
export const numberOfFurther = (row: Pick<CounterRow, 'traceNo' | 'paidOn'>, nth: number): string =>
  nth === 1 ? numberOfDay(row) : `${numberOfDay(row)}#${nth}`

/** All numbers that further payments of one number and day may have. */
export const numbersOfFurther = (row: Pick<CounterRow, 'traceNo' | 'paidOn'>): string[] =>
  Array.from({ length: MAX_OF_NUMBER }, (_, index) => numberOfFurther(row, index + 1))

/** The bank's own number of what is booked under the number of a day. */
export const numberAtBank = (number: string, paidOn: CivilDate): string =>
  number.includes(`@${paidOn}`) ? number.slice(0, number.lastIndexOf(`@${paidOn}`)) : number

const NOON_MS = 12 * 3_600_000

/** The moment that stands for a day when a file gives days only: noon, far from the day's cut. */
export function noonOf(date: CivilDate): number {
  return startOfDay(date) + NOON_MS
}

/**
 * The same row as the matcher takes it: a payment is known by the bank's number alone; what takes one back is a refund whose
 * channel's number is the bank's. What the bank clears later belongs to its file's day, whatever day it was paid on.
 */
export function channelRowOf(row: CounterRow, fileDay: CivilDate): ChannelRow {
  const { userCode, traceNo, amountFen, paidOn, paidAt, reverses, line } = row
  return {
    kind: isReversal(row) ? 'refund' : 'payment',
    state: 'settled',
    key: traceNo,
    otherKey: isReversal(row) ? traceNo : '',
    amountFen,
    orderNo: null,
    channelNo: traceNo,
    at: paidAt ?? noonOf(paidOn),
    foreignMerchant: false,
    userCode,
    reverses,
    ...(clearsLater(row, fileDay) ? { cleared: true } : {}),
    line,
  }
}
