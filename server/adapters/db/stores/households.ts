import { type EntityManager, In } from 'typeorm'
import type { BindingStore, HouseholdStore, ResidentStore } from '../../../application/ports/households'
import type { Household } from '../../../domain/household/household'
import { type HouseholdWord, wordsOf } from '../../../domain/household/searchWords'
import * as tables from '../entities'
import { rowsOf } from '../rows'
import { inChunks } from './filters'

/** Households by id and user code, and the guarded row of all their money (M2). */
export function householdStore(manager: EntityManager): HouseholdStore {
  const rows = rowsOf(manager, tables.households)
  const words = rowsOf(manager, tables.householdWords)
  return {
    byId: (id) => rows.one({ id }),
    byUserCode: (company, userCode) => rows.one({ company, userCode }),
    byIds: (ids) => inChunks(ids, (some) => rows.many({ id: In(some) })),
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
    async insertMany(households) {
      await rows.insertMany(households)
      await words.insertMany(households.flatMap(wordRows))
    },
    async byWords(company, typed, limit) {
      const found = await words.many({ company, word: In([...typed]) }, undefined, limit * typed.length)
      const ids = [...new Set(found.map(({ householdId }) => householdId))].slice(0, limit)
      return ids.length === 0 ? [] : rows.many({ id: In(ids) }, { userCode: 'ASC' })
    },
    async addMissingWords(company, limit) {
      const lacking: { id: string }[] = await manager.query(
        `SELECT h.id AS id FROM households h WHERE h.company = ? AND NOT EXISTS (SELECT 1 FROM household_words w
          WHERE w.household_id = h.id AND w.word LIKE ?) ORDER BY h.id LIMIT ?`,
        [company, `${hashKeyOf(manager)}.%`, limit],
      )
      const homes = lacking.length === 0 ? [] : await rows.many({ id: In(lacking.map(({ id }) => id)) })
      await words.insertMany(homes.flatMap(wordRows))
      return homes.length
    },
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

const wordRows = (household: Household): HouseholdWord[] =>
  wordsOf(household).map((word) => ({ householdId: household.id, company: household.company, word }))

/** The id of the key with which words are hashed now: what another key has hashed is not found, and is hashed again. */
function hashKeyOf(manager: EntityManager): string {
  const column = manager.connection
    .getMetadata(tables.householdWords.name)
    .columns.find(({ propertyName }) => propertyName === 'word')
  if (!column) throw new Error('household_words has no word')
  return String(manager.connection.driver.preparePersistentValue('', column)).split('.')[0] ?? ''
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
