import { type EntityManager, In } from 'typeorm'
import type { InvoiceStore } from '../../../application/ports/invoices'
import type { Invoice } from '../../../domain/invoice/invoice'
import * as tables from '../entities'
import { rowsOf } from '../rows'
import { inChunks } from './filters'

/** `!` instead of a backslash, which the engines read differently within quotes. */
const beginning = (text: string) => `${text.replace(/[!%_]/g, '!$&')}%`

/** Invoices: one blue one of an order at a time, and the red ones that took earlier ones back. */
export function invoiceStore(manager: EntityManager): InvoiceStore {
  const rows = rowsOf(manager, tables.invoices)
  return {
    byId: (id) => rows.one({ id }),
    byOrder: async (orderNo) => (await rows.many({ orderNo, kind: 'blue' }, { nth: 'DESC' }, 1))[0],
    redOf: (blueId) => rows.one({ reverses: blueId }),
    byResident: (residentId) => rows.many({ residentId }, { askedAt: 'DESC', nth: 'DESC', kind: 'DESC' }),
    insert: (invoice) => rows.insert(invoice),
    change: async (id, from, to) => (await rows.update(to, { id, state: In([...from]) })) === 1,
    async page({ company, kind, state, q, from, to }, offset, limit) {
      const query = rows.query('i').where({ company })
      if (kind !== undefined) query.andWhere({ kind })
      if (state !== undefined) query.andWhere({ state })
      if (from !== undefined) query.andWhere('i.askedAt >= :from', { from })
      if (to !== undefined) query.andWhere('i.askedAt < :to', { to })
      if (q !== undefined) {
        const ofHousehold = `EXISTS (SELECT 1 FROM households h WHERE h.id = i.household_id AND h.user_code LIKE :q ESCAPE '!')`
        query.andWhere(`(i.number LIKE :q ESCAPE '!' OR i.orderNo LIKE :q ESCAPE '!' OR ${ofHousehold})`, {
          q: beginning(q),
        })
      }
      const [found, total] = await query
        .orderBy('i.askedAt', 'DESC')
        .addOrderBy('i.id', 'DESC')
        .skip(offset)
        .take(limit)
        .getManyAndCount()
      return { rows: found, total }
    },
    byIds: (ids) => inChunks(ids, (some) => rows.many({ id: In(some) })),
    redsOf: (blueIds) => inChunks(blueIds, (some) => rows.many({ reverses: In(some) })),
    redsFor: (ids) => inChunks(ids, (some) => rows.many({ refundApplicationId: In(some) })),
    async counts(company) {
      const counted = { asked: 0, issued: 0, failed: 0, reversed: 0 }
      const found = await rows
        .query('i')
        .select('i.state', 'state')
        .addSelect('COUNT(*)', 'count')
        .where({ company })
        .groupBy('i.state')
        .getRawMany<{ state: Invoice['state']; count: unknown }>()
      for (const { state, count } of found) counted[state] = Number(count)
      return counted
    },
  }
}
