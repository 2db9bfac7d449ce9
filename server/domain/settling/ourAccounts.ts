import { feeAt } from '../reconciliation/fee'
import type { Rulebook } from '../rulebook/rulebook'
import type { TransitParty } from './transit'

export type OurAccount = Rulebook['payment']['accounts'][number]

/** Our account of this number that the bank's statement may tell of; undefined when it is not ours. */
export function ourAccount(rulebook: Rulebook, statement: string, number: string): OurAccount | undefined {
  return rulebook.payment.accounts.find((account) => account.statement === statement && account.number === number)
}

/** Whether what a party sends goes to this account: to the one that names it, else to the first; payouts leave the first. */
export function receives(rulebook: Rulebook, account: OurAccount, party: TransitParty): boolean {
  const { accounts } = rulebook.payment
  const named = accounts.find(({ receives }) => receives.includes(party))
  return account === (named ?? accounts[0])
}

/** What a bank hands over of a day's collections, in fen, when it keeps its fee back (rounded half up). */
export function netOfCounterFee(rulebook: Rulebook, bank: string, amountFen: number): number {
  const percent = rulebook.payment.counterFees[bank]
  if (percent === undefined) return amountFen
  return amountFen - feeAt(amountFen, partsPerMillion(percent))
}

/** `0.10%` → 1000: digit by digit, beyond four decimals nothing counts. */
function partsPerMillion(percent: string): number {
  const [whole = '0', decimals = ''] = percent.replace('%', '').trim().split('.')
  return Number(whole) * 10_000 + Number(decimals.padEnd(4, '0').slice(0, 4))
}
