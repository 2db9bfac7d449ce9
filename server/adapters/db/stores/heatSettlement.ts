import { type EntityManager, In, MoreThan } from 'typeorm'
import type {
  ObjectionStore,
  PublicationStore,
  ReadingStore,
  SettlementStore,
} from '../../../application/ports/heatSettlement'
import * as tables from '../entities'
import { rowsOf } from '../rows'
import { definedOnly, inChunks } from './filters'

/** Meter readings; the database refuses to change one. */
export function readingStore(manager: EntityManager): ReadingStore {
  const rows = rowsOf(manager, tables.meterReadings)
  return {
    async latest(householdIds, season) {
      const found = await inChunks(householdIds, (ids) =>
        rows.many({ householdId: In(ids), season }, { sequence: 'ASC' }),
      )
      return [...new Map(found.map((reading) => [reading.householdId, reading])).values()]
    },
    byId: (id) => rows.one({ id }),
    insertMany: (readings) => rows.insertMany(readings),
  }
}

/** Settlements and their steps; changed only from the version that the caller saw (M2). */
export function settlementStore(manager: EntityManager): SettlementStore {
  const rows = rowsOf(manager, tables.settlements)
  const steps = rowsOf(manager, tables.settlementSteps)
  return {
    byId: (id) => rows.one({ id }),
    of: (householdId, season) => rows.one({ householdId, season }),
    ofHouseholds: (householdIds) =>
      inChunks(householdIds, (ids) => rows.many({ householdId: In(ids) }, { season: 'ASC' })),
    insert: (settlement) => rows.insert(settlement),
    change: async ({ id, version }, to) =>
      (await rows.update({ ...to, version: () => 'version + 1' }, { id, version })) === 1,
    page: (filter, afterId, limit) =>
      rows.many({ ...definedOnly(filter), id: MoreThan(afterId) }, { id: 'ASC' }, limit),
    async list(filter, offset, limit) {
      const [found, total] = await rows
        .query('s')
        .where(definedOnly(filter))
        .orderBy('s.season', 'DESC')
        .addOrderBy('s.estate')
        .addOrderBy('s.building')
        .addOrderBy('s.unit')
        .addOrderBy('s.id')
        .skip(offset)
        .take(limit)
        .getManyAndCount()
      return { rows: found, total }
    },
    count: (filter) => rows.query('s').where(definedOnly(filter)).getCount(),
    ofUnit: ({ company, season, estate, building, unit }) =>
      rows.many({ company, season, estate, building, unit, status: 'published' }, { id: 'ASC' }),
    async estates(company, season) {
      const found = await rows
        .query('s')
        .select('s.estate', 'estate')
        .where({ company, season })
        .groupBy('s.estate')
        .orderBy('s.estate')
        .getRawMany<{ estate: string }>()
      return found.map(({ estate }) => estate)
    },
    insertStep: (step) => steps.insert(step),
    stepsOf: (settlementIds) =>
      inChunks(settlementIds, (ids) => steps.many({ settlementId: In(ids) }, { settlementId: 'ASC', sequence: 'ASC' })),
  }
}

/** What was made public, and when; the database refuses to change it. */
export function publicationStore(manager: EntityManager): PublicationStore {
  const rows = rowsOf(manager, tables.publications)
  return {
    of: (company, season, estate) => rows.one({ company, season, estate }),
    byIds: (ids) => inChunks(ids, (some) => rows.many({ id: In(some) })),
    list: (company, season) => rows.many({ company, season }, { estate: 'ASC' }),
    insert: (publication) => rows.insert(publication),
  }
}

/** Objections; one for a settlement. */
export function objectionStore(manager: EntityManager): ObjectionStore {
  const rows = rowsOf(manager, tables.objections)
  return {
    byId: (id) => rows.one({ id }),
    ofSettlements: (settlementIds) => inChunks(settlementIds, (ids) => rows.many({ settlementId: In(ids) })),
    insert: (objection) => rows.insert(objection),
    change: async (id, from, to) => (await rows.update(to, { id, status: from })) === 1,
    async list(filter, offset, limit) {
      const [found, total] = await rows
        .query('o')
        .where(definedOnly(filter))
        .orderBy('o.madeAt', 'DESC')
        .addOrderBy('o.id', 'DESC')
        .skip(offset)
        .take(limit)
        .getManyAndCount()
      return { rows: found, total }
    },
  }
}
