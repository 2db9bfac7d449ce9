import type { ExportedHead } from '../domain/audit/exportedHead'

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
}
