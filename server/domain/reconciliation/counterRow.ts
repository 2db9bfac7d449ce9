import { startOfDay } from '../calendar/beijingTime'
import type { CivilDate } from '../calendar/civilDate'
import type { ChannelRow } from './row'

/** A payment at a bank's counter, as the bank's file has it. */
export interface CounterRow {
  /** What the payer gave at the counter; the bank does not know whether it exists. */
  userCode: string
  /** The bank's own number of the payment. */
  traceNo: string
  amountFen: number
  /** Civil day. */
  paidOn: CivilDate
  line: number
}

const NOON_MS = 12 * 3_600_000

/** The moment that stands for a day when a file gives days only: noon, far from the day's cut. */
export function noonOf(date: CivilDate): number {
  return startOfDay(date) + NOON_MS
}

/** The same row as the matcher takes it: known by the bank's number alone. */
export function channelRowOf({ traceNo, amountFen, paidOn, line }: CounterRow): ChannelRow {
  return {
    kind: 'payment',
    state: 'settled',
    key: traceNo,
    otherKey: '',
    amountFen,
    orderNo: null,
    channelNo: traceNo,
    at: noonOf(paidOn),
    foreignMerchant: false,
    line,
  }
}
