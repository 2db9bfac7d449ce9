import type { RowInHand } from '../domain/reconciliation/row'
import type { BillKind } from './channelPort'

/** What the rows of a file come to; the file's own count and totals agree with it. */
export interface BillTotals {
  rows: number
  /** Rows that name another merchant or app. */
  foreignRows: number
  /** Payments less refunds, in fen; what failed is not counted. */
  totalFen: number
}

export type BillReading =
  /** `digest`: SHA-256 of what is inside, so that a file packed anew is still the same file. `note`: what else is to be known. */
  | { outcome: 'read'; kind: BillKind; digest: string; totals: BillTotals; note: string | null }
  /** The file contradicts itself, is cut short, undecodable, another merchant's or another day's: nothing of it may be used. */
  | { outcome: 'quarantined'; reason: string }

/** Reads one company's files of one channel or bank. */
export interface BillReader {
  /**
   * Reads a file as the channel gives it (packed or plain) and shows each row as it passes. Only when the outcome is `read`
   * may what was seen be used. Never throws on what is in the file.
   */
  read(file: string, date: string, visit: (row: RowInHand) => void): Promise<BillReading>
}
