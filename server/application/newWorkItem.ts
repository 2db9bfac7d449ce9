import type { BillDay } from '../domain/reconciliation/billFile'
import type { Difference } from '../domain/reconciliation/difference'
import type { WorkItem } from '../domain/reconciliation/run'
import type { Clock, Ids } from './ports'

/** The desk that answers for differences until a person takes one. */
export const DIFFERENCES_DESK = 'finance-desk'

/** A difference of a day as work that is open, from now on, at the desk; `fileId` is the file that showed it, if any. */
export function newWorkItem(
  day: BillDay,
  difference: Difference,
  { subject, fileId }: Pick<WorkItem, 'subject' | 'fileId'>,
  { clock, ids }: { clock: Clock; ids: Ids },
): WorkItem {
  return {
    ...day,
    ...difference,
    id: ids.next(),
    subject,
    fileId,
    owner: DIFFERENCES_DESK,
    status: 'open',
    openedAt: clock.now(),
    closedAt: null,
    closedBy: null,
  }
}
