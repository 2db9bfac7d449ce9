import type { ClosureView } from '../../../contract/consoleClosings'
import type { Closure, ControlTotal } from '../../domain/closing/closure'
import type { ChartOfAccounts } from '../../domain/ledger/accounts'
import { accountName } from '../../domain/ledger/names'
import type { SourceName } from '../../domain/payment/sourceName'

/** What accounts and channels are called. */
export interface NamingPorts {
  chart: ChartOfAccounts
  sourceName: SourceName
}

/** A closed day with its control totals, as the desk sees it. */
export function closureView(
  closure: Closure,
  accounts: readonly ControlTotal[],
  { chart, sourceName }: NamingPorts,
): ClosureView {
  const named = accounts.map((total) => ({ ...total, name: accountName(chart, total.account, sourceName) }))
  return { ...closure, accounts: named }
}
