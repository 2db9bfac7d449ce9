import type { StatementMapping } from '../../domain/bankMatching/statementMapping'
import type { Inserted } from './system'

/** How exports of our accounts that no template knows are read. Insert-only: of several of one shape the newest counts. */
export interface StatementMappingStore {
  /** `duplicate`: the approval has been carried out already (M3). */
  insert(mapping: StatementMapping): Promise<Inserted>
  /** The newest first. */
  of(company: string): Promise<StatementMapping[]>
}
