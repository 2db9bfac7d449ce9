import type { Posting } from './transfer'

/** Debit and credit of what follows a season (domain.md BZ2–BZ7, LZ4, BO8, TS4); the other half of `rules`. Amounts in fen. */

interface OfHousehold {
  householdId: string
  season: string
}

/** A settlement found that the season cost less than was prepaid: the company owes the difference. */
export function settlementRefundDue({
  householdId,
  season,
  amountFen,
}: OfHousehold & { amountFen: number }): Posting[] {
  return [{ debitAccount: 'deferred-income', creditAccount: 'settlement-payable', amountFen, householdId, season }]
}

/** A settlement's result changed, so that the company owes less of it. */
export function settlementRefundLessened(change: OfHousehold & { amountFen: number }): Posting[] {
  const { householdId, season, amountFen } = change
  return [{ debitAccount: 'settlement-payable', creditAccount: 'deferred-income', amountFen, householdId, season }]
}

/** A settlement found that the season cost more than was prepaid, as far as the rulebook asks for it. */
export function topUpBilled({ householdId, season, amountFen }: OfHousehold & { amountFen: number }): Posting[] {
  return [{ debitAccount: 'receivable', creditAccount: 'deferred-income', amountFen, householdId, season }]
}

/** A meter passed its test: the household pays for removal and refitting (BZ7). */
export function meterTestBilled({ householdId, season, amountFen }: OfHousehold & { amountFen: number }): Posting[] {
  return [{ debitAccount: 'receivable', creditAccount: 'meter-test-income', amountFen, householdId, season }]
}

/** The bank has paid a refund to the registered card. */
export function payoutPaid({ householdId, season, amountFen }: OfHousehold & { amountFen: number }): Posting[] {
  return [{ debitAccount: 'settlement-payable', creditAccount: 'bank', amountFen, householdId, season }]
}

/** A payment that the bank had reported as paid came back (退汇): it is owed again. */
export function payoutReturned({ householdId, season, amountFen }: OfHousehold & { amountFen: number }): Posting[] {
  return [{ debitAccount: 'bank', creditAccount: 'settlement-payable', amountFen, householdId, season }]
}

/** Nobody asked for the refund in time: it becomes credit, which pays the next season's fee (BZ4). */
export function refundCarriedOver({ householdId, season, amountFen }: OfHousehold & { amountFen: number }): Posting[] {
  return [{ debitAccount: 'settlement-payable', creditAccount: 'household-credit', amountFen, householdId, season }]
}

/** Debit and credit of the subsidy for gas-heated homes (domain.md BJ8). Amounts in fen. */

interface Subsidy {
  householdId: string
  season: string
  amountFen: number
}

/** Two people granted a home its subsidy: it is put on the household's account. */
export function gasSubsidyGranted({ householdId, season, amountFen }: Subsidy): Posting[] {
  return [{ debitAccount: 'gas-subsidies', creditAccount: 'household-credit', amountFen, householdId, season }]
}

/** A bank's counter has paid it out to somebody who cannot use the app. */
export function gasSubsidyCollected({ householdId, season, amountFen }: Subsidy): Posting[] {
  return [{ debitAccount: 'household-credit', creditAccount: 'bank', amountFen, householdId, season }]
}
