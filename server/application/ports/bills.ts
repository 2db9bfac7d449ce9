import type { Bill, BillApplication } from '../../domain/bill/bill'

/** How a bill changes when it is calculated again: its lines, and by how much each of its amounts grows (fen). */
export interface BillRewrite {
  lines: Bill['lines']
  raises: NonNullable<Bill['raises']>
  addedFen: number
  reversedFen: number
  takenBackFen: number
  lateFeeBackFen: number
}

export interface BillStore {
  byHousehold(householdId: string): Promise<Bill[]>
  byHouseholds(householdIds: readonly string[]): Promise<Bill[]>
  insertMany(bills: readonly Bill[]): Promise<void>
  /** Adds to what is paid, never past what is billed; false when it would (M2). */
  apply(billId: string, principalFen: number, lateFeeFen: number): Promise<boolean>
  /** Calculates a bill again if it still stands as it was seen; false when money was faster (M2). */
  rewrite(seen: Bill, to: BillRewrite): Promise<boolean>
  /** Names the versions by which a bill is reckoned from now on, if it still names the one that was seen; else false (M2). */
  reckonAnew(seen: Bill, to: Required<Pick<Bill, 'rulebookVersion' | 'lateFeeBy'>>): Promise<boolean>
  applicationsOf(householdId: string): Promise<BillApplication[]>
  insertApplications(applications: readonly BillApplication[]): Promise<void>
}
