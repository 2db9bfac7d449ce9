import type { EntityManager } from 'typeorm'
import type { AnchorStore, AuditStore } from '../../../application/ports/audit'
import { ConcurrencyConflict } from '../../../application/ports/database'
import { auditHash } from '../../../domain/audit/audit'
import { ORIGIN } from '../../../domain/audit/chain'
import * as tables from '../entities'
import { rowsOf } from '../rows'

/**
 * The audit chain. Who appends changes the company's head row first: two processes wait for each other there (on Galera
 * one of them is certified away and tries again), so that each entry follows exactly one other.
 */
export function auditStore(manager: EntityManager): AuditStore {
  const entries = rowsOf(manager, tables.auditLog)
  const heads = rowsOf(manager, tables.auditHeads)
  return {
    async append(deed) {
      const { company } = deed
      if ((await heads.update({ last: () => 'last + 1' }, { company })) === 0) {
        if ((await heads.insert({ company, last: 1, hash: ORIGIN })) === 'duplicate')
          throw new ConcurrencyConflict(`audit of ${company}`)
      }
      const head = await heads.one({ company })
      if (!head) throw new Error(`the audit head of ${company} vanished within its own transaction`)
      const unsealed = { ...deed, sequence: head.last, previousHash: head.hash }
      const entry = { ...unsealed, hash: auditHash(unsealed) }
      if ((await entries.insert(entry)) === 'duplicate')
        throw new ConcurrencyConflict(`audit entry ${entry.sequence} of ${company}`)
      await heads.update({ hash: entry.hash }, { company, last: head.last })
      return entry
    },
    heads: () => heads.many({}, { company: 'ASC' }),
    latest: async (company, deed) => (await entries.many({ company, deed }, { sequence: 'DESC' }, 1))[0],
    async page({ companies, deed, actor, from, to }, offset, limit) {
      const query = entries.query('e').where('1 = 1')
      if (companies) query.andWhere('e.company IN (:...companies)', { companies })
      if (deed !== undefined) query.andWhere({ deed })
      if (actor !== undefined) query.andWhere({ actor })
      if (from !== undefined) query.andWhere('e.at >= :from', { from })
      if (to !== undefined) query.andWhere('e.at < :to', { to })
      const [rows, total] = await query
        .orderBy('e.at', 'DESC')
        .addOrderBy('e.sequence', 'DESC')
        .addOrderBy('e.id', 'DESC')
        .skip(offset)
        .take(limit)
        .getManyAndCount()
      return { rows, total }
    },
  }
}

/** What was exported of the chains to a file outside the database. */
export function anchorStore(manager: EntityManager): AnchorStore {
  const rows = rowsOf(manager, tables.anchors)
  return {
    all: () => rows.many({}),
    async note({ chain, company, sequence, hash }, before) {
      const more = () => rows.update({ heads: () => 'heads + 1', sequence, hash }, { chain, company })
      if ((await more()) > 0) return
      const first = { chain, company, heads: before + 1, sequence, hash }
      if ((await rows.insert(first)) === 'duplicate') throw new ConcurrencyConflict(`anchor of ${company}`)
    },
  }
}
