import type { FeeLine } from '../../../contract/estimates'
import type { CivilDate } from '../calendar/civilDate'

/** What a bill is for: a season's fee, what its settlement asks for in addition (BZ2, LZ4, BO8), the test of a meter (BZ7). */
export const BILL_KINDS = ['season', 'top-up', 'meter-test'] as const
export type DownloadedFileKind = (typeof BILL_KINDS)[number]

/** What one household owes for one season: a bill of each kind at most, opened once from the rulebook. */
export interface Bill {
  id: string
  kind: DownloadedFileKind
  company: string
  householdId: string
  season: string
  lines: FeeLine[]
  billedFen: number
  /** Principal that payments and credits have paid so far; guarded to stay within billed − reversed. */
  appliedFen: number
  /** Late fee paid so far (BO5). */
  lateFeePaidFen: number
  /** Principal taken back by corrections. */
  reversedFen: number
  /** What was put on after the bill was opened: owed from that day on, so that no late fee runs on it before (BO5). */
  raises?: Raise[] | null
  /** The version of the company's rulebook by which it is reckoned, until two people agree on another. */
  rulebookVersion: number
  /**
   * By which versions its late fee runs, each from its day on, where it was priced anew; else `rulebookVersion` is for all days.
   */
  lateFeeBy?: LateFeeVersion[] | null
  /** Last day to pay in full without consequences. */
  dueOn: string
  openedAt: number
}

/** A version by which a bill's late fee runs from a day on; the first, without a day, for all days before. */
export interface LateFeeVersion {
  from: CivilDate | null
  version: number
}

/** The versions by which a bill's late fee runs, the first one for all days before the second. */
export function lateFeeVersions(bill: Pick<Bill, 'rulebookVersion' | 'lateFeeBy'>): readonly LateFeeVersion[] {
  return bill.lateFeeBy ?? [{ from: null, version: bill.rulebookVersion }]
}

/** An amount that a bill charges from a day on. */
export interface Raise {
  on: CivilDate
  amountFen: number
}

/** Principal still owed on a bill, in fen. */
export function outstandingFen(bill: Pick<Bill, 'billedFen' | 'appliedFen' | 'reversedFen'>): number {
  return bill.billedFen - bill.reversedFen - bill.appliedFen
}

/** One payment's share in one bill: late fee first, then principal (C6). The sum of these is the bill's applied. */
export interface BillApplication {
  id: string
  company: string
  billId: string
  /** What paid (a payment, a use of credit, a claim) or took back (a refund, a claim, a change of the bill). */
  paymentId: string
  /** Whose money it is: `paymentId` itself, or, where something is taken back (negative amounts), the one that had paid. */
  ofPayment: string
  on: string
  principalFen: number
  lateFeeFen: number
  recordedAt: number
}
