import type { Household } from '../../domain/household/household'
import type { Binding, Resident } from '../../domain/resident/resident'
import type { Inserted } from './system'

/** What may change on a household after it was registered: BO6, TS5, BO4, BO9, and a card that was put right. */
export type RegisteredFacts = Pick<Household, 'service' | 'movedOutOn' | 'lowIncomeApprovedFor' | 'use' | 'bankCard'>

export interface HouseholdStore {
  byId(id: string): Promise<Household | undefined>
  byUserCode(company: string, userCode: string): Promise<Household | undefined>
  byIds(ids: readonly string[]): Promise<Household[]>
  byUserCodes(company: string, userCodes: readonly string[]): Promise<Household[]>
  /** In user-code order, after a code, for work on all of a company's households. */
  page(company: string, afterUserCode: string, limit: number): Promise<Household[]>
  count(company?: string): Promise<number>
  /** A company's households with one of these uses, by user code. */
  ofUses(company: string, uses: readonly Household['use'][]): Promise<Household[]>
  insertMany(households: readonly Household[]): Promise<void>
  /** Those that are kept under one of these words (domain/household/searchWords.ts), by user code. */
  byWords(company: string, words: readonly string[], limit: number): Promise<Household[]>
  /** Hashes the words of households that have none under the key of now; gives of how many, at most so many at once. */
  addMissingWords(company: string, limit: number): Promise<number>
  /** Raises the version if it is still the one seen, and changes the credit; false when another was faster (M2). */
  touch(household: Pick<Household, 'id' | 'version'>, creditChangeFen?: number): Promise<boolean>
  /** Changes what is registered, if the version is still the one seen, and raises it; false when another was faster (M2). */
  change(household: Pick<Household, 'id' | 'version'>, to: Partial<RegisteredFacts>): Promise<boolean>
}

export interface ResidentStore {
  byId(id: string): Promise<Resident | undefined>
  byPayer(payer: Pick<Resident, 'company' | 'platform' | 'payerKind' | 'payerValue'>): Promise<Resident | undefined>
  insert(resident: Resident): Promise<Inserted>
  /** How often all his sessions were ended; a session of an earlier time is worth nothing. */
  sessionsEnded(id: string): Promise<number>
  endSessions(id: string, at: number): Promise<void>
}

export interface BindingStore {
  ofResident(residentId: string): Promise<Binding[]>
  find(residentId: string, householdId: string): Promise<Binding | undefined>
  save(binding: Binding): Promise<void>
  end(residentId: string, householdId: string, at: number): Promise<boolean>
}
