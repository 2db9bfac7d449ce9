import type { EntityManager } from 'typeorm'
import type { GasSubsidyStore } from '../../../application/gasSubsidyPort'
import * as tables from '../entities'
import { rowsOf } from '../rows'

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
