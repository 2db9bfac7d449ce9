import type { BillDay } from '../domain/reconciliation/billFile'
import { closedByOverdue, overdueItem, overdueUntil } from '../domain/reconciliation/overdue'
import { GONE, type WorkItem } from '../domain/reconciliation/run'
import type { DifferenceEvent } from './differencePort'
import type { Clock, Ids, Store } from './ports'

/** Keeps in an item's history what was done to it. */
export type TellDeed = (item: WorkItem, act: DifferenceEvent['act'], note: string | null) => void

/**
 * What earlier days of a bill have carried over and `day`, T+2, has not closed: each becomes a difference of its own. One that
 * the trade bill has told so is not told by the account bill again.
 */
export async function raiseOverdue(
  store: Store,
  day: BillDay,
  told: TellDeed,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  const { reconciliation } = store
  for (const item of await reconciliation.carriedUntil({ ...day, date: overdueUntil(day.date) })) {
    if (!(await reconciliation.closeItem(item.id, closedByOverdue(day.date), clock.now()))) continue
    told(item, 'overdue', day.date)
    const become = { ...overdueItem(item), id: ids.next(), openedAt: clock.now() }
    const same = ({ subject }: WorkItem) => subject === become.subject
    if (item.bill === 'fundflow' && (await reconciliation.itemsOf({ ...item, bill: 'trade' })).some(same)) continue
    const before = (await reconciliation.itemsOf(item)).find(same)
    if (!before) await reconciliation.insertItems([become])
    else if (before.closedBy === GONE && (await reconciliation.reopenItem(before.id, GONE)))
      told(before, 'shown', day.date)
  }
}
