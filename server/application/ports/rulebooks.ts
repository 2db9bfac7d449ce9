import type { RulebookText, RulebookVersion } from '../../domain/rulebook/versions'
import type { Inserted } from './system'

/** The versions of the companies' rulebooks, and their texts; rows are added and never changed. */
export interface RulebookVersionStore {
  /** `duplicate` when another was faster with this number. */
  insert(version: RulebookVersion): Promise<Inserted>
  /** Of all companies, or of one; each company's in the order in which they were approved. */
  list(company?: string): Promise<RulebookVersion[]>
  /** Keeps a text unless it is there. */
  keepText(text: RulebookText): Promise<void>
  text(hash: string): Promise<RulebookText | undefined>
}
