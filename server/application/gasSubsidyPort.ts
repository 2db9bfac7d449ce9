import type { GasCollection, GasSubsidy } from '../domain/gasReport/subsidy'
import type { Inserted } from './inserted'

/** Granted subsidies of gas-heated homes, and what was collected of them; rows are added and never changed (BJ8). */
export interface GasSubsidyStore {
  /** `duplicate` when the household has this season's subsidy. */
  insert(subsidy: GasSubsidy): Promise<Inserted>
  of(householdId: string, season: string): Promise<GasSubsidy | undefined>
  /** `duplicate` when this subsidy was collected. */
  insertCollection(collection: GasCollection): Promise<Inserted>
  collectionOf(subsidyId: string): Promise<GasCollection | undefined>
}
