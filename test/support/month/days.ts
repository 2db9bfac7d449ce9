import { addDays } from '../../../server/domain/calendar/civilDate'

export const FIRST = '2026-11-02'
export const DAYS = 30
export const day = (n: number) => addDays(FIRST, n)
export const LAST = day(DAYS - 1)
export const HOUR = 3_600_000
export const DEPOSIT_FEN = 66_600
export const OVERCHARGED_FEN = 300

/** Two accounts: what the channels remit is told in MT940, what the banks collect in camt.053. */
export const ONLINE = { statement: 'statement-mt940', number: '2703001009000620001', receives: ['wechat', 'alipay'] }
export const COUNTERS = { statement: 'statement-camt053', number: '2703001009000620002', receives: [] }

/** What goes wrong, and on which day of the month. */
export const FAULTS = {
  lostNotification: 3,
  doublePayment: 5,
  wrongAmount: 7,
  midnight: 9,
  feeOff: 11,
  refundOutside: 13,
  changedResend: 15,
  lateCredit: 17,
  batchCredit: 19,
  creditInParts: 21,
  deposit: 23,
  bankError: 25,
} as const
