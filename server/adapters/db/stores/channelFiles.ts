import { type EntityManager, In } from 'typeorm'
import type { ChannelFileStore } from '../../../application/ports/channelFiles'
import * as tables from '../entities'
import { rowsOf } from '../rows'
import { definedOnly } from './filters'
import { only } from './reconciliation'

/** The files that channels and banks gave, each content once (M3). */
export function channelFileStore(manager: EntityManager): ChannelFileStore {
  const rows = rowsOf(manager, tables.channelFiles)
  return {
    insert: (file) => rows.insert(file),
    ofDay: (day) => rows.many(only(day), { receivedAt: 'ASC', id: 'ASC' }),
    byId: (id) => rows.one({ id }),
    stand: async (id, from, to) => (await rows.update({ status: to }, { id, status: In([...from]) })) === 1,
    async page({ from, to, ...filter }, offset, limit) {
      const query = rows.query('f').where(definedOnly(filter))
      if (from !== undefined) query.andWhere('f.date >= :from', { from })
      if (to !== undefined) query.andWhere('f.date <= :to', { to })
      query.orderBy('f.date', 'DESC').addOrderBy('f.receivedAt', 'DESC').addOrderBy('f.id', 'DESC')
      const [found, total] = await query.skip(offset).take(limit).getManyAndCount()
      return { rows: found, total }
    },
  }
}
