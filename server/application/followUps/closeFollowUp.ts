import { allOrNothing } from '../common/allOrNothing'
import { type Clerk, visibleTo } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

/**
 * Ends a work item about money that is booked, with what was found, under a member of staff's name. It moves no money. Refused:
 * `not-found`, `already-resolved`.
 */
export function createCloseFollowUp({ database, clock, ids }: { database: Database; clock: Clock; ids: Ids }) {
  return (
    clerk: Pick<Clerk, 'company' | 'loginName'>,
    id: string,
    note: string,
  ): Promise<{ id: string; status: 'closed' } | Refusal<'already-resolved' | 'not-found'>> =>
    allOrNothing(
      database,
      async (store): Promise<{ id: string; status: 'closed' } | Refusal<'already-resolved' | 'not-found'>> => {
        const followUp = visibleTo(clerk, await store.followUps.byId(id))
        if (isRefusal(followUp)) return followUp
        const { company, channel, kind, subject, amountFen } = followUp
        const { loginName } = clerk
        if (!(await store.followUps.close(id, { loginName, at: clock.now(), note }))) return refuse('already-resolved')
        await store.audit.append({
          id: ids.next(),
          company,
          at: clock.now(),
          actor: loginName,
          deed: 'close-follow-up',
          subject: id,
          detail: { channel, kind, about: subject, amountFen },
        })
        return { id, status: 'closed' }
      },
    )
}
