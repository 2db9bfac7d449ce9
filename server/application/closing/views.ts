import type { ClosureView } from '../../../contract/consoleDifferences'
import type { Closure, ControlTotal } from '../../domain/closing/closure'
import type { ChartOfAccounts } from '../../domain/ledger/accounts'
import { accountName } from '../../domain/ledger/names'

/** A closed day with its control totals, as the desk sees it. */
export function closureView(closure: Closure, accounts: readonly ControlTotal[], chart: ChartOfAccounts): ClosureView {
  return { ...closure, accounts: accounts.map((total) => ({ ...total, name: accountName(chart, total.account) })) }
}
