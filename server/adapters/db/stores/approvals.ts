import { type EntityManager, In } from 'typeorm'
import type { ApprovalStore } from '../../../application/ports/approvals'
import type { Approval } from '../../../domain/approval/approval'
import * as tables from '../entities'
import { rowsOf } from '../rows'

const openKeyOf = (company: string, deed: string, subject: string) => `${company}:${deed}:${subject}`

function approvalOf({ openKey: _, ...approval }: tables.ApprovalRow): Approval {
  return approval
}

/** Proposals; a decision is a guarded change (M2), and one open proposal for a subject a unique key (M3). */
export function approvalStore(manager: EntityManager): ApprovalStore {
  const rows = rowsOf(manager, tables.approvals)
  return {
    insert: async (approval) => {
      const { company, deed, subject } = approval
      return (await rows.insert({ ...approval, openKey: openKeyOf(company, deed, subject) })) === 'inserted'
    },
    async byId(id) {
      const row = await rows.one({ id })
      return row && approvalOf(row)
    },
    change: async (id, from, to) => (await rows.update({ ...to, openKey: null }, { id, status: from })) === 1,
    async openOn(company, deed, subject) {
      const row = await rows.one({ openKey: openKeyOf(company, deed, subject) })
      return row && approvalOf(row)
    },
    async list({ deeds, ...filter }, offset, limit) {
      // An absent filter must not become a comparison with NULL.
      const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
      const [found, total] = await rows
        .query('a')
        .where(given)
        .andWhere(deeds ? { deed: In([...deeds]) } : {})
        .orderBy('a.madeAt', 'DESC')
        .addOrderBy('a.id', 'DESC')
        .skip(offset)
        .take(limit)
        .getManyAndCount()
      return { rows: found.map(approvalOf), total }
    },
  }
}
