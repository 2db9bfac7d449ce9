import type { FollowUp } from '../../domain/payment/followUp'
import { FINANCE_DESK } from '../../domain/staff/staff'
import type { BookingStore } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

/** How much of a channel's words a work item keeps. */
const MAX_TOLD = 200

/** Makes a work item of something odd about money that is booked, in the caller's transaction, once however often it is met (M3). */
export async function raiseFollowUp(
  store: Pick<BookingStore, 'followUps'>,
  { told, ...about }: Pick<FollowUp, 'company' | 'kind' | 'channel' | 'subject' | 'orderNo' | 'amountFen' | 'told'>,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  await store.followUps.insert({
    ...about,
    told: told.slice(0, MAX_TOLD),
    id: ids.next(),
    owner: FINANCE_DESK,
    status: 'open',
    openedAt: clock.now(),
    closedAt: null,
    closedBy: null,
    note: null,
  })
}
