import type { BankAccountsAnswer } from '../../../contract/consoleBank'
import type { SourceName } from '../../domain/payment/payment'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Refusal, refuse } from '../common/refusal'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { createShowLines } from './showLines'
import { createShowOnTheWay } from './showOnTheWay'
import { createShowReconciliation, createSignReconciliation } from './signReconciliation'

interface Ports {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  sourceName: SourceName
}

/** Our own accounts at banks, as the finance desk works with them. */
export function createAccountBook(ports: Ports) {
  const { database, clock, rulebooks, sourceName } = ports
  return {
    /** Each account with what its bank says it holds, and how much of it nothing explains. Refused: `not-found`. */
    async accounts(company: string): Promise<BankAccountsAnswer | Refusal<'not-found'>> {
      const rulebook = rulebooks.get(company)
      if (!rulebook) return refuse('not-found')
      const { accountBook } = database.read
      const today = clock.today()
      const accounts: BankAccountsAnswer['accounts'] = []
      for (const { number: account, statement } of rulebook.payment.accounts) {
        const last = (await accountBook.balances(company, account, today)).findLast((one) => one.closingFen !== null)
        const open = await accountBook.openOf(company, account)
        accounts.push({
          ...{ account, bank: sourceName(`bank:${statement}`), openCount: open.count, openFen: open.fen },
          balanceFen: last?.closingFen ?? null,
          balanceOn: last?.date ?? null,
        })
      }
      return { today, accounts }
    },
    lines: createShowLines(ports),
    onTheWay: createShowOnTheWay(ports),
    reconciliation: createShowReconciliation(ports),
    sign: createSignReconciliation(ports),
  }
}
export type AccountBook = ReturnType<typeof createAccountBook>
