import { type EntityManager, In } from 'typeorm'
import type { GasSubsidyStore, SeasonRecordStore, ServiceRequestStore } from '../../../application/ports/season'
import * as tables from '../entities'
import { rowsOf } from '../rows'

/** What residents applied for, and each step since; changed only from the version that the caller saw (M2). */
export function serviceRequestStore(manager: EntityManager): ServiceRequestStore {
  const rows = rowsOf(manager, tables.applications)
  const steps = rowsOf(manager, tables.applicationSteps)
  return {
    byId: (id) => rows.one({ id }),
    insert: (application) => rows.insert(application),
    change: async ({ id, version }, to) =>
      (await rows.update({ ...to, version: () => 'version + 1' }, { id, version })) === 1,
    async list({ kinds, ...filter }, offset, limit) {
      const [found, total] = await rows
        .query('a')
        .where(kinds ? { ...filter, kind: In([...kinds]) } : filter)
        .orderBy('a.askedAt', 'DESC')
        .addOrderBy('a.id', 'DESC')
        .skip(offset)
        .take(limit)
        .getManyAndCount()
      return { rows: found, total }
    },
    insertStep: (step) => steps.insert(step),
    stepsOf: async (ids) =>
      ids.length ? steps.many({ applicationId: In([...ids]) }, { applicationId: 'ASC', sequence: 'ASC' }) : [],
  }
}

/** What staff record of a season; the database refuses to change a row. */
export function seasonRecordStore(manager: EntityManager): SeasonRecordStore {
  const dates = rowsOf(manager, tables.seasonDates)
  const reviews = rowsOf(manager, tables.lowIncomeReviews)
  const movesOut = rowsOf(manager, tables.movesOut)
  const useChanges = rowsOf(manager, tables.useChanges)
  const measurements = rowsOf(manager, tables.temperatureMeasurements)
  const reductions = rowsOf(manager, tables.temperatureReductions)
  const billChanges = rowsOf(manager, tables.billChanges)
  const creditUses = rowsOf(manager, tables.creditUses)
  return {
    insertSeasonDates: (record) => dates.insert(record),
    seasonDates: () => dates.many({}, { company: 'ASC', season: 'ASC', sequence: 'ASC' }),
    insertLowIncomeReview: (review) => reviews.insert(review),
    lowIncomeReview: async (householdId, season) =>
      (await reviews.many({ householdId, season }, { sequence: 'DESC' }, 1))[0],
    insertMoveOut: (moveOut) => movesOut.insertMany([moveOut]),
    insertUseChange: (change) => useChanges.insertMany([change]),
    changesOfUse: (householdId) => useChanges.many({ householdId }, { on: 'ASC', id: 'ASC' }),
    insertMeasurement: (measurement) => measurements.insert(measurement),
    measurementsOf: async (ids) =>
      ids.length ? measurements.many({ applicationId: In([...ids]) }, { on: 'ASC', id: 'ASC' }) : [],
    insertReduction: (reduction) => reductions.insert(reduction),
    reductionsOf: (householdId) => reductions.many({ householdId }, { month: 'ASC' }),
    insertBillChange: (change) => billChanges.insert(change),
    billChangesOf: (householdId) => billChanges.many({ householdId }, { season: 'ASC', sequence: 'ASC' }),
    insertCreditUse: (use) => creditUses.insertMany([use]),
  }
}

/** Subsidies of gas-heated homes; the database refuses to change a row. */
export function gasSubsidyStore(manager: EntityManager): GasSubsidyStore {
  const subsidies = rowsOf(manager, tables.gasSubsidies)
  const collections = rowsOf(manager, tables.gasCollections)
  return {
    insert: (subsidy) => subsidies.insert(subsidy),
    of: (householdId, season) => subsidies.one({ householdId, season }),
    insertCollection: (collection) => collections.insert(collection),
    collectionOf: (subsidyId) => collections.one({ subsidyId }),
  }
}
