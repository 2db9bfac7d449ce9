import type { EntityManager } from 'typeorm'
import type { GasSubsidyStore } from '../../../application/gasSubsidyPort'
import type { GasCollection, GasSubsidy } from '../../../domain/gasReport/subsidy'
import { rowsOf } from '../rows'

/** Subsidies of gas-heated homes; the database refuses to change a row. */
export function gasSubsidyStore(manager: EntityManager): GasSubsidyStore {
  const subsidies = rowsOf<GasSubsidy>(manager, 'gas_subsidies')
  const collections = rowsOf<GasCollection>(manager, 'gas_collections')
  return {
    insert: (subsidy) => subsidies.insert(subsidy),
    of: (householdId, season) => subsidies.one({ householdId, season }),
    insertCollection: (collection) => collections.insert(collection),
    collectionOf: (subsidyId) => collections.one({ subsidyId }),
  }
}
