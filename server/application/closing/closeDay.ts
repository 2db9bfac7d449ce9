import type { ClosureView } from '../../../contract/consoleDifferences'
import type { Actor } from '../../domain/approval/approval'
import { addDays } from '../../domain/calendar/civilDate'
import type { Closure } from '../../domain/closing/closure'
import type { ChartOfAccounts } from '../../domain/ledger/accounts'
import { allOrNothing } from '../allOrNothing'
import type { Clock, Database, Ids } from '../ports'
import { type Refusal, refuse } from '../refusal'
import { readClosingState } from './closingState'
import { closureView } from './views'

/**
 * Closes a company's day, for good: nothing is booked on it any more, no file of it is taken, no run and no difference of it
 * changes. Days are closed in order; days on which nothing was to be reconciled are locked along with the next one. Refused
 * with `day-not-ready` and what keeps it open, or `day-closed`.
 */
export function createCloseDay(ports: { database: Database; clock: Clock; ids: Ids; chart: ChartOfAccounts }) {
  const { database, clock, ids, chart } = ports

  return (company: string, date: string, actor: Actor): Promise<ClosureView | Refusal> =>
    allOrNothing<ClosureView>(database, async (store) => {
      // From here on whoever books late, reconciles or reopens waits, and then sees the day closed (M2).
      const closedUntil = await store.closings.take(company)
      if (date <= closedUntil) return refuse('day-closed', { date })
      const { blocks } = await readClosingState(store, { company, date }, { clock, chart })
      if (blocks.length > 0) return refuse('day-not-ready', { blocks: blocks.map(({ says }) => says).join('；') })
      const since = closedUntil === '' ? null : addDays(closedUntil, 1)
      const totals = await store.closings.totals(company, since, date)
      const closure: Closure = {
        id: ids.next(),
        company,
        since: since ?? totals.first ?? date,
        date,
        closedAt: clock.now(),
        closedBy: actor.loginName,
        transfers: totals.transfers,
        amountFen: totals.amountFen,
      }
      if (!(await store.closings.advance(company, closedUntil, date))) return refuse('day-closed', { date })
      await store.closings.insert(closure, totals.accounts)
      await store.audit.append({
        id: ids.next(),
        company,
        at: closure.closedAt,
        actor: actor.loginName,
        deed: 'close-day',
        subject: date,
        detail: { since: closure.since, transfers: closure.transfers, amountFen: closure.amountFen },
      })
      return closureView(closure, totals.accounts, chart)
    })
}
