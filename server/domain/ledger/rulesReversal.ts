import type { Posting, Transfer } from './transfer'

type Posted = Pick<Transfer, 'debitAccount' | 'creditAccount' | 'amountFen' | 'householdId' | 'season'>

/** An entry that should not have been: the same with debit and credit exchanged. Its evidence is the entry that it takes back. */
export function reversed({ debitAccount, creditAccount, amountFen, householdId, season }: Posted): Posting {
  return { debitAccount: creditAccount, creditAccount: debitAccount, amountFen, householdId, season }
}
