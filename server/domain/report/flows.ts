import { accountOf, type ChartOfAccounts } from '../ledger/accounts'

/** What went between two accounts, summed; amounts in fen. */
export interface Flow {
  debitAccount: string
  creditAccount: string
  amountFen: number
}

/** A flow as seen from one of its two accounts: what the account took in (negative: gave), and from where. */
export interface Sided {
  account: string
  counter: string
  inFen: number
}

/** A flow from the side of each account that `of` names: between two of them it is seen twice. */
export function sidesOf(flow: Flow, of: (account: string) => boolean): Sided[] {
  const { debitAccount, creditAccount, amountFen } = flow
  const sides: Sided[] = []
  if (of(debitAccount)) sides.push({ account: debitAccount, counter: creditAccount, inFen: amountFen })
  if (of(creditAccount)) sides.push({ account: creditAccount, counter: debitAccount, inFen: 0 - amountFen })
  return sides
}

/** Whether an account is what fees are charged to: against it a receivable is billed, against all others it is collected. */
export function isCharge(chart: ChartOfAccounts, account: string): boolean {
  return account === 'deferred-income' || accountOf(chart, account)?.kind === 'income'
}
