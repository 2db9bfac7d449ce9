import type { CivilDate } from '../calendar/civilDate'
import type { PaymentSource } from '../payment/payment'
import type { BalanceReconciliation } from './balanceReconciliation'

/** What a day's statement in force says the account held before and after it, in fen; null where it does not tell. */
export interface StatementBalance {
  company: string
  account: string
  statement: PaymentSource
  date: CivilDate
  fileId: string
  openingFen: number | null
  closingFen: number | null
}

/** Where a statement does not begin with what the one before it ended with. */
export interface BalanceGap {
  date: CivilDate
  /** The balance that it begins with, less the one that was before. */
  byFen: number
}

/** A month's reconciliation of one account, as it is shown, printed and signed. */
export interface AccountReconciliation extends BalanceReconciliation {
  company: string
  account: string
  /** `2026-11`. */
  month: string
  /** The day of the statement whose closing balance is the bank's. */
  bankOn: CivilDate
  /** The first statement, with whose opening balance our book of the account begins. */
  since: CivilDate
  gaps: BalanceGap[]
}

/** Who has signed, with his number, and when. */
export interface Signature {
  name: string
  number: string
  at: number
}

/** A reconciliation that two people have signed: what was shown to both, kept as it was. */
export interface SignedReconciliation {
  id: string
  company: string
  account: string
  month: string
  /** SHA-256 of what was signed. */
  digest: string
  sheet: AccountReconciliation
  approvalId: string
  prepared: Signature
  reviewed: Signature
}

/** The statements that do not begin where the one before them ended, among those of an account in their order. */
export function gapsOf(balances: readonly StatementBalance[]): BalanceGap[] {
  const gaps: BalanceGap[] = []
  let held: number | null = null
  for (const { date, openingFen, closingFen } of balances) {
    if (held !== null && openingFen !== null && openingFen !== held) gaps.push({ date, byFen: openingFen - held })
    held = closingFen ?? held
  }
  return gaps
}
