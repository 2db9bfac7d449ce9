import type { FeeLine } from '../../../contract/estimates'

/** One household's fee for one season, opened once from the rulebook and never rewritten. */
export interface Bill {
  id: string
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
  /** Last day to pay in full without consequences. */
  dueOn: string
  openedAt: number
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
  /** The payment (or credit posting) that paid. */
  paymentId: string
  on: string
  principalFen: number
  lateFeeFen: number
  recordedAt: number
}
