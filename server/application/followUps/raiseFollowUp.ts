import type { FollowUp } from '../../domain/payment/followUp'
import { SUSPENSE_DESK } from '../applyPayment'
import type { Clock, Ids, Store } from '../ports'

/** How much of a channel's words a work item keeps. */
const MOST_TOLD = 200

/** Makes a work item of something odd about money that is booked, in the caller's transaction, once however often it is met (M3). */
export async function raiseFollowUp(
  store: Store,
  { told, ...about }: Pick<FollowUp, 'company' | 'kind' | 'channel' | 'subject' | 'orderNo' | 'amountFen' | 'told'>,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  await store.followUps.insert({
    ...about,
    told: told.slice(0, MOST_TOLD),
    id: ids.next(),
    owner: SUSPENSE_DESK,
    status: 'open',
    openedAt: clock.now(),
    closedAt: null,
    closedBy: null,
    note: null,
  })
}
