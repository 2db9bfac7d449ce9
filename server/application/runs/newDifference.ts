import type { ChannelFileDay } from '../../domain/reconciliation/channelFile'
import type { Mismatch } from '../../domain/reconciliation/mismatch'
import { closedByOverdue, type Difference, GONE, overdueItem, overdueUntil } from '../../domain/reconciliation/run'
import { FINANCE_DESK } from '../../domain/staff/staff'
import type { Store } from '../ports/database'
import type { DifferenceEvent } from '../ports/differences'
import type { Clock, Ids } from '../ports/system'

/** A difference of a day as work that is open, from now on, at the desk; `fileId` is the file that showed it, if any. */
export function newDifference(
  day: ChannelFileDay,
  difference: Mismatch,
  { subject, fileId }: Pick<Difference, 'subject' | 'fileId'>,
  { clock, ids }: { clock: Clock; ids: Ids },
): Difference {
  return {
    ...day,
    ...difference,
    id: ids.next(),
    subject,
    fileId,
    owner: FINANCE_DESK,
    status: 'open',
    openedAt: clock.now(),
    closedAt: null,
    closedBy: null,
  }
}

/** Keeps in an item's history what was done to it. */
export type RecordEvent = (item: Difference, act: DifferenceEvent['act'], note: string | null) => void

/**
 * What earlier days of a bill have carried over and `day`, T+2, has not closed: each becomes a difference of its own. One that
 * the trade bill has told so is not told by the account bill again.
 */
export async function raiseOverdue(
  store: Pick<Store, 'reconciliation'>,
  day: ChannelFileDay,
  record: RecordEvent,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  const { reconciliation } = store
  for (const item of await reconciliation.carriedUntil({ ...day, date: overdueUntil(day.date) })) {
    if (!(await reconciliation.closeItem(item.id, closedByOverdue(day.date), clock.now()))) continue
    record(item, 'overdue', day.date)
    const become = { ...overdueItem(item), id: ids.next(), openedAt: clock.now() }
    const same = ({ subject }: Difference) => subject === become.subject
    if (item.bill === 'fundflow' && (await reconciliation.itemsOf({ ...item, bill: 'trade' })).some(same)) continue
    const before = (await reconciliation.itemsOf(item)).find(same)
    if (!before) await reconciliation.insertItems([become])
    else if (before.closedBy === GONE && (await reconciliation.reopenItem(before.id, GONE)))
      record(before, 'shown', day.date)
  }
}
