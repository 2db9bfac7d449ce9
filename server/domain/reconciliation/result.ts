import type { Difference } from './difference'

/** What a reconciliation answers (contract.md, Reconciliation from the command line). */
export interface ReconciliationResult {
  /** Rows that agree in everything. */
  matched: number
  differences: Difference[]
  /** Payments less refunds of our books that belong in the day's file, in fen. */
  ourTotalFen: number
  /** Payments less refunds of the file's rows, in fen. */
  theirTotalFen: number
  status: 'balanced' | 'differences' | 'quarantined'
  /** Why it was put aside, or what else is to be known of the file; null when nothing is. */
  reason: string | null
}

/** A file that contradicts itself, or is not what it should be: nothing of it was used. */
export function quarantined(reason: string): ReconciliationResult {
  return { matched: 0, differences: [], ourTotalFen: 0, theirTotalFen: 0, status: 'quarantined', reason }
}
