import { startOfDay } from '../calendar/beijingTime'
import { addDays, type CivilDate } from '../calendar/civilDate'
import type { ChannelRow } from './row'

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
export const MOST_OF_NUMBER = 9

/**
 * The number of a further payment that a bank has given one number on one day, once the bank has said that it is real: the
 * number of the day, `000001@2026-11-13`, and from the second on `000001@2026-11-13#2`.
 */
export const numberOfFurther = (row: Pick<CounterRow, 'traceNo' | 'paidOn'>, nth: number): string =>
  nth === 1 ? numberOfDay(row) : `${numberOfDay(row)}#${nth}`

/** All numbers that further payments of one number and day may have. */
export const numbersOfFurther = (row: Pick<CounterRow, 'traceNo' | 'paidOn'>): string[] =>
  Array.from({ length: MOST_OF_NUMBER }, (_, index) => numberOfFurther(row, index + 1))

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
