import { type EntityManager, LessThanOrEqual } from 'typeorm'
import type { ReconciliationStore } from '../../../application/ports/reconciliation'
import type { ChannelFileDay } from '../../../domain/reconciliation/channelFile'
import * as tables from '../entities'
import { rowsOf } from '../rows'
import { filedRefundStore } from './filedRefunds'
import { eachOfOurs } from './ourRowDigests'
import { countOurs, oursBetween, rowsOfPage } from './ourRows'

export const only = ({ company, channel, bill, date }: ChannelFileDay): ChannelFileDay => ({
  company,
  channel,
  bill,
  date,
})

/** Our side of a day, its runs and its work items. */
export function reconciliationStore(manager: EntityManager): ReconciliationStore {
  const runs = rowsOf(manager, tables.reconciliations)
  const items = rowsOf(manager, tables.differences)
  return {
    ...filedRefundStore(manager),
    countOurs: (day) => countOurs(manager, day),
    eachOfOurs: (day, visit, turn) => eachOfOurs(manager, day, visit, turn),
    rowsOfPage: (day, page, place) => rowsOfPage(manager, day, page, place),
    oursBetween: (day, from, until) => oursBetween(manager, day, from, until),
    latestRun: async (day) => (await runs.many(only(day), { ranAt: 'DESC', id: 'DESC' }, 1))[0],
    insertRun: (run) => runs.insertMany([run]),
    carriedUntil: ({ date, ...of }) =>
      items.many(
        { ...of, date: LessThanOrEqual(date), kind: 'carried-over', status: 'open' },
        { date: 'ASC', id: 'ASC' },
      ),
    itemsOf: (day) => items.many(only(day), { openedAt: 'ASC', id: 'ASC' }),
    insertItems: (rows) => items.insertMany(rows),
    closeItem: async (id, closedBy, at) =>
      (await items.update({ status: 'closed', closedBy, closedAt: at }, { id, status: 'open' })) === 1,
    reopenItem: async (id, closedBy) =>
      (await items.update({ status: 'open', closedBy: null, closedAt: null }, { id, status: 'closed', closedBy })) ===
      1,
  }
}
