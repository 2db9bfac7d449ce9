import type { ClosureView } from '../../../contract/consoleClosings'
import type { Actor } from '../../domain/approval/approval'
import { allOrNothing } from '../allOrNothing'
import type { Clock, Database, Ids } from '../ports'
import { type Refusal, refuse } from '../refusal'
import { readClosingState } from './closingState'
import { lockDays } from './lockDays'
import { closureView, type NamingPorts } from './views'

/**
 * Closes a company's day, for good: nothing is booked on it any more, no file of it is taken, no run and no difference of it
 * changes. Days are closed in order; days on which nothing was to be reconciled are locked along with the next one. Refused
 * with `day-not-ready` and what keeps it open, or `day-closed`.
 */
export function createCloseDay(ports: NamingPorts & { database: Database; clock: Clock; ids: Ids }) {
  const { database, clock, ids } = ports

  return (company: string, date: string, actor: Actor): Promise<ClosureView | Refusal> =>
    allOrNothing<ClosureView>(database, async (store) => {
      // From here on whoever books late, reconciles or reopens waits, and then sees the day closed (M2).
      const closedUntil = await store.closings.take(company)
      if (date <= closedUntil) return refuse('day-closed', { date })
      const { blocks } = await readClosingState(store, { company, date }, ports)
      if (blocks.length > 0) return refuse('day-not-ready', { blocks: blocks.map(({ says }) => says).join('；') })
      const locked = await lockDays(store, { company, closedUntil, date, by: actor.loginName }, { clock, ids })
      return locked ? closureView(locked.closure, locked.accounts, ports) : refuse('day-closed', { date })
    })
}
