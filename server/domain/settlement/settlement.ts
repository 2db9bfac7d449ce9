import type { FeeLine } from '../../../contract/estimates'
import type { SettlementView } from '../../../contract/settlements'
import type { CivilDate } from '../calendar/civilDate'

/** worked-out (may be reckoned anew) → published (its money counts). */
export type SettlementStatus = 'worked-out' | 'published'

/** A metered household's season after it ended (结算): what it used, what that costs, and what follows. Amounts in fen. */
export interface SettlementRecord {
  id: string
  company: string
  householdId: string
  season: string
  status: SettlementStatus
  /** Where the dwelling stands: results are published per estate, and a failed meter takes the mean of its unit (BZ3, BZ7). */
  estate: string
  building: string
  unit: string
  readingId: string
  /** The area fee that was prepaid (C4). */
  prepaidFen: number
  meteredFen: number
  /** Below zero a refund, above zero a top-up; a failed meter test changes it. */
  adjustmentFen: number
  /** The metered fee's lines. */
  lines: FeeLine[]
  /** How the adjustment follows from the two fees, with numbers (C9). */
  formula: string
  rule: string
  meterFaulty: boolean
  publicationId: string | null
  /** What the company still owes to the household out of it: neither paid out nor merged into a later season. */
  payableFen: number
  /** Raised by every step: the guarded row of M2. */
  version: number
}

/** What can happen to a settlement; the list is the one that residents are shown. */
export type SettlementStepName = SettlementView['steps'][number]['step']

/** One step in a settlement's life: who, when, and why. Never changed. */
export interface SettlementStep {
  id: string
  company: string
  settlementId: string
  /** The version of the settlement that it made: 1, 2, 3 … */
  sequence: number
  step: SettlementStepName
  /** The civil day on which it was done; a test may be written down later. */
  on: CivilDate
  at: number
  byKind: 'resident' | 'staff' | 'system'
  /** The resident's id, the login name of the member of staff, or the operator. */
  by: string
  /** Why, in words for the resident; sealed at rest. */
  note: string | null
}

/** One estate's results, made public on a day with the days that count from then on (BZ3). Never changed. */
export interface Publication {
  id: string
  company: string
  season: string
  estate: string
  publishedOn: CivilDate
  /** Null where the rulebook names no such days. */
  publicityTo: CivilDate | null
  objectionsTo: CivilDate | null
  applicationsTo: CivilDate | null
  topUpBy: CivilDate
  by: string
  recordedAt: number
}
