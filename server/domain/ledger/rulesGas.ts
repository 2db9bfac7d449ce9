import type { Posting } from './transfer'

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
