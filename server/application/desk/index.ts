import type { ChartOfAccounts } from '../../domain/ledger/accounts'
import type { SourceName } from '../../domain/payment/sourceName'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { Clock, Database } from '../ports'
import { createShowBoard } from './showBoard'
import { createShowHouseholds } from './showHouseholds'
import { createShowLedger } from './showLedger'
import { createShowSuspense } from './showSuspense'

/** All that the console reads of the books. */
export function createDesk(ports: {
  database: Database
  clock: Clock
  rulebooks: Rulebooks
  chart: ChartOfAccounts
  sourceName: SourceName
}) {
  return {
    showBoard: createShowBoard(ports),
    households: createShowHouseholds(ports),
    ledger: createShowLedger(ports),
    showSuspense: createShowSuspense(ports),
  }
}
