import { type EntityManager, In } from 'typeorm'
import type { BindingStore, HouseholdStore, ResidentStore } from '../../../application/ports/households'
import type { Household } from '../../../domain/household/household'
import * as tables from '../entities'
import { rowsOf } from '../rows'

/** Households by id and user code, and the guarded row of all their money (M2). */
export function householdStore(manager: EntityManager): HouseholdStore {
  const rows = rowsOf(manager, tables.households)
  return {
    byId: (id) => rows.one({ id }),
    byUserCode: (company, userCode) => rows.one({ company, userCode }),
    byIds: async (ids) => (ids.length ? rows.many({ id: In([...ids]) }) : []),
    async byUserCodes(company, userCodes) {
      const found: Household[] = []
      for (let at = 0; at < userCodes.length; at += 500) {
        found.push(...(await rows.many({ company, userCode: In(userCodes.slice(at, at + 500)) })))
      }
      return found
    },
    page: (company, afterUserCode, limit) =>
      rows
        .query('h')
        .where('h.company = :company AND h.userCode > :afterUserCode', { company, afterUserCode })
        .orderBy('h.userCode')
        .take(limit)
        .getMany(),
    count: (company) => {
      const query = rows.query('h')
      return (company === undefined ? query : query.where({ company })).getCount()
    },
    ofUses: (company, uses) => rows.many({ company, use: In([...uses]) }, { userCode: 'ASC' }),
    insertMany: (households) => rows.insertMany(households),
    touch: async ({ id, version }, creditChangeFen = 0) =>
      (await rows.update(
        { version: () => 'version + 1', creditFen: () => 'credit_fen + :creditChangeFen' },
        { id, version },
        'credit_fen + :creditChangeFen >= 0',
        { creditChangeFen },
      )) === 1,
    change: async ({ id, version }, to) =>
      (await rows.update({ ...to, version: () => 'version + 1' }, { id, version })) === 1,
  }
}

/** Residents, by the name that their platform has for them. */
export function residentStore(manager: EntityManager): ResidentStore {
  const rows = rowsOf(manager, tables.residents)
  const ended = rowsOf(manager, tables.residentSessions)
  return {
    byId: (id) => rows.one({ id }),
    byPayer: ({ company, platform, payerKind, payerValue }) => rows.one({ company, platform, payerKind, payerValue }),
    insert: (resident) => rows.insert(resident),
    sessionsEnded: async (residentId) => (await ended.one({ residentId }))?.ended ?? 0,
    async endSessions(residentId, endedAt) {
      const again = () => ended.update({ ended: () => 'ended + 1', endedAt }, { residentId })
      if ((await again()) === 0 && (await ended.insert({ residentId, ended: 1, endedAt })) === 'duplicate')
        await again()
    },
  }
}

/** Which households are on whose list. */
export function bindingStore(manager: EntityManager): BindingStore {
  const rows = rowsOf(manager, tables.bindings)
  return {
    ofResident: (residentId) =>
      rows
        .query('b')
        .where('b.residentId = :residentId AND b.endedAt IS NULL', { residentId })
        .orderBy('b.createdAt')
        .getMany(),
    find: (residentId, householdId) => rows.one({ residentId, householdId }),
    async save(binding) {
      if ((await rows.insert(binding)) === 'inserted') return
      const { residentId, householdId, relation, verifiedAt, endedAt } = binding
      await rows.update({ relation, verifiedAt, endedAt }, { residentId, householdId })
    },
    end: async (residentId, householdId, at) =>
      (await rows.update({ endedAt: at }, { residentId, householdId }, 'ended_at IS NULL')) === 1,
  }
}
