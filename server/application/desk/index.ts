import type { ChartOfAccounts } from '../../domain/ledger/accounts'
import type { SourceName } from '../../domain/payment/payment'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { Database } from '../ports/database'
import type { Clock } from '../ports/system'
import { createSearch } from './search'
import { createShowBoard, createShowSuspense } from './showBoard'
import { createShowHouseholds } from './showHouseholds'
import { createShowLedger } from './showLedger'

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
    search: createSearch(ports),
  }
}
