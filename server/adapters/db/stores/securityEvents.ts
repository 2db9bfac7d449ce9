import { type EntityManager, In } from 'typeorm'
import { ConcurrencyConflict } from '../../../application/ports/database'
import type { SecurityEventStore } from '../../../application/ports/securityEvents'
import * as tables from '../entities'
import { integerOf, rowsOf } from '../rows'

/** What may be an attack, a row for each hour, kind and subject, so that no flood fills the table. */
export function securityEventStore(manager: EntityManager): SecurityEventStore {
  const rows = rowsOf(manager, tables.securityEvents)
  return {
    async add({ times, lastAt, ...event }) {
      const { company, kind, subject, hour, alarm } = event
      const of = { company, kind, subject, hour, alarm }
      const added = await rows.update({ times: () => 'times + :more', lastAt }, of, undefined, { more: times })
      if (added === 0 && (await rows.insert({ ...event, times, lastAt })) === 'duplicate')
        throw new ConcurrencyConflict('an hour of security events began')
    },
    async times({ company, kind }, hour) {
      const query = rows.query('e').select('SUM(e.times)', 'times').where({ company, kind, hour, alarm: false })
      return integerOf((await query.getRawOne<{ times: unknown }>())?.times)
    },
    alarm: (event) => rows.insert(event),
    async page({ companies, kind, alarms, from, to }, offset, limit) {
      const query = rows.query('e').where('1 = 1')
      if (companies) query.andWhere({ company: In([...companies]) })
      if (kind !== undefined) query.andWhere({ kind })
      if (alarms !== undefined) query.andWhere({ alarm: alarms })
      if (from !== undefined) query.andWhere('e.lastAt >= :from', { from })
      if (to !== undefined) query.andWhere('e.firstAt < :to', { to })
      const ordered = query.orderBy('e.lastAt', 'DESC').addOrderBy('e.id', 'DESC').skip(offset).take(limit)
      const [found, total] = await ordered.getManyAndCount()
      return { rows: found, total }
    },
  }
}
