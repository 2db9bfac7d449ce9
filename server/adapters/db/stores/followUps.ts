import type { EntityManager } from 'typeorm'
import type { FollowUpStore } from '../../../application/ports/followUps'
import * as tables from '../entities'
import { rowsOf } from '../rows'

/** Work items about money that is booked, once each (M3). */
export function followUpStore(manager: EntityManager): FollowUpStore {
  const rows = rowsOf(manager, tables.followUps)
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
