import type { AuditAction, AuditEntry } from '../../domain/audit/audit'
import type { Anchor, ChainHead, ExportedHead } from '../../domain/audit/chain'

/** Which actions a list shows. */
export interface AuditFilter {
  /** Companies whose chains are shown; all when left out. */
  companies?: readonly string[]
  deed?: string
  actor?: string
  /** Epoch milliseconds, the end not included. */
  from?: number
  to?: number
}

export interface AuditStore {
  /** Adds an action to its company's chain, in the transaction of the action itself; nobody can change it afterwards. */
  append(deed: Pick<AuditEntry, 'id' | 'company' | 'at' | 'actor' | 'deed' | 'subject' | 'detail'>): Promise<AuditEntry>
  /** Where each chain ends. */
  heads(): Promise<ChainHead[]>
  /** The last action of a kind. */
  latest(company: string, deed: AuditAction): Promise<AuditEntry | undefined>
  /** Newest first, with the number of all that match. */
  page(filter: AuditFilter, offset: number, limit: number): Promise<{ rows: AuditEntry[]; total: number }>
}

/** Remembers in the database what was exported out of it, so that a file that is gone or shorter is noticed. */
export interface AnchorStore {
  all(): Promise<Anchor[]>
  /** Notes one more head of a chain; where nothing was noted yet, `before` of it lie in the file already. */
  note(head: Pick<ExportedHead, 'chain' | 'company' | 'sequence' | 'hash'>, before: number): Promise<void>
}

/** What the file of exported heads says; `foreign` is the first whole line that is no head. */
export interface ExportedHeads {
  heads: ExportedHead[]
  foreign: { line: number } | null
}

/** A file outside the database, best on another disk, that is only ever added to. */
export interface AuditHeadFile {
  /** Returns when the lines are on the disk. */
  append(heads: readonly ExportedHead[]): Promise<void>
  /** All of it; nothing when it is not there yet. */
  read(): Promise<ExportedHeads>
  /** Its length in bytes; 0 when it is not there. */
  size(): Promise<number>
}
