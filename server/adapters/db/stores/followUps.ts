import type { EntityManager } from 'typeorm'
import type { FollowUpStore } from '../../../application/followUps/followUpPort'
import type { FollowUp } from '../../../domain/payment/followUp'
import { rowsOf } from '../rows'

/** Work items about money that is booked, once each (M3). */
export function followUpStore(manager: EntityManager): FollowUpStore {
  const rows = rowsOf<FollowUp>(manager, 'follow_ups')
  return {
    insert: (followUp) => rows.insert(followUp),
    byId: (id) => rows.one({ id }),
    open: (company) => rows.many({ company, status: 'open' }, { openedAt: 'ASC', id: 'ASC' }),
    close: async (id, by) =>
      (await rows.update(
        { status: 'closed', closedAt: by.at, closedBy: by.loginName, note: by.note },
        { id, status: 'open' },
      )) === 1,
  }
}
