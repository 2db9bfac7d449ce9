import { worksFor } from '../../domain/staff/staff'
import { allOrNothing } from '../allOrNothing'
import type { Clock, Database, Ids } from '../ports'
import { type Refusal, refuse } from '../refusal'
import type { Clerk } from '../season/desk'

/**
 * Ends the work item of a refund that was made elsewhere, with what was found, under a member of staff's name. It moves no
 * money: what has to be booked is booked by the `channel-only` difference of the day's file, or by a refund. Refused:
 * `not-found`, `already-resolved`.
 */
export function createCloseStrayRefund({ database, clock, ids }: { database: Database; clock: Clock; ids: Ids }) {
  return (
    clerk: Pick<Clerk, 'company' | 'loginName'>,
    id: string,
    note: string,
  ): Promise<{ id: string; status: 'closed' } | Refusal> =>
    allOrNothing(database, async (store): Promise<{ id: string; status: 'closed' } | Refusal> => {
      const stray = await store.strayRefunds.byId(id)
      if (!stray || !worksFor(clerk, stray.company)) return refuse('not-found')
      const { company, channel, subject, amountFen } = stray
      const { loginName } = clerk
      if (!(await store.strayRefunds.close(id, { loginName, at: clock.now(), note }))) return refuse('already-resolved')
      await store.audit.append({
        id: ids.next(),
        company,
        at: clock.now(),
        actor: loginName,
        deed: 'close-stray-refund',
        subject: id,
        detail: { channel, refund: subject, amountFen },
      })
      return { id, status: 'closed' }
    })
}
