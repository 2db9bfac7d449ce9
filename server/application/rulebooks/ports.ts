import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

/** What is wrong in a rulebook's text, and where: a person opens the file at that place. */
export interface TextFault {
  line: number
  column?: number
  reason: string
}

/** A rulebook's text, read: the rulebook, what its YAML holds, and the text's hash. */
export type ReadText =
  | { outcome: 'read'; rulebook: Rulebook; written: unknown; hash: string; text: string }
  | { outcome: 'wrong'; faults: TextFault[] }

export interface RulebookPorts {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  /** Reads and checks a text as its file would be: shape, whether its parts fit together, its worked examples. */
  readText(text: string): ReadText
}
