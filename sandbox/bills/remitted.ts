import { dayOf, dayStart } from '../beijingTime'
import type { BillRow } from './dayRows'

const DAY_MS = 86_400_000
/** Channels send what is left half an hour after midnight, before anybody pays. */
export const SENT_AFTER_MS = 1_800_000

/** A merchant's account at a channel when a day begins, in fen. */
export interface AccountAtDawn {
  openingFen: number
  /** What the channel sends to the merchant's bank on that day (提现): all that is left of the days before, if anything is. */
  remittedFen: number
}

/** Takes all rows before a day, in order of time, and what each moved; each midnight's balance has been sent to the bank. */
export function accountAtDawn(rows: Iterable<BillRow>, movement: (row: BillRow) => number, day: string): AccountAtDawn {
  let balance = 0
  let last = ''
  for (const row of rows) {
    const on = dayOf(row.at)
    if (on !== last && balance > 0) balance = 0
    balance += movement(row)
    last = on
  }
  const dayBefore = dayOf(dayStart(day) - DAY_MS)
  if (balance > 0 && last !== dayBefore) balance = 0
  return { openingFen: balance, remittedFen: Math.max(balance, 0) }
}

/** The channel's numbers of a remittance: one a merchant and day. */
export function remittanceNumbers(merchant: string, day: string): { business: string; flow: string } {
  const tail = `${day.replaceAll('-', '')}${merchant.replace(/\D/g, '').slice(-10).padStart(10, '0')}`
  return { business: `1500000000${tail}`, flow: `4200003000${tail}` }
}
