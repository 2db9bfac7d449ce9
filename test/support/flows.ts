import fc from 'fast-check'
import { loadAccounts } from '../../server/adapters/accounts/loadAccounts'
import { PROJECT } from './ports'

/** The chart of accounts as it is delivered. */
export const chart = loadAccounts(PROJECT)

const accounts = chart.map(({ id }) => id.replace('*', 'wechat')).concat('clearing:bank:icbc', 'clearing:alipay')

/** One entry between any two accounts, of up to a hundred million yuan. */
export const flow = fc
  .record({
    debitAccount: fc.constantFrom(...accounts),
    creditAccount: fc.constantFrom(...accounts),
    amountFen: fc.integer({ min: 1, max: 10_000_000_000 }),
  })
  .filter(({ debitAccount, creditAccount }) => debitAccount !== creditAccount)

/** What an account has taken in of some flows. */
export const balance = (
  flows: readonly { debitAccount: string; creditAccount: string; amountFen: number }[],
  of: string,
) =>
  flows.reduce(
    (sum, { debitAccount, creditAccount, amountFen }) =>
      sum + (debitAccount.startsWith(of) ? amountFen : 0) - (creditAccount.startsWith(of) ? amountFen : 0),
    0,
  )
