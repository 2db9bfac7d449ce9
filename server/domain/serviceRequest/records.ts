import type { Use } from '../../../contract/words'
import type { CivilDate } from '../calendar/civilDate'

/** When a season was really heated, as staff set it (BJ6). The last row of a season holds; null means the rulebook's day. */
export interface SeasonDatesRecord {
  id: string
  company: string
  season: string
  /** 1, 2, 3 … within company and season. */
  sequence: number
  startsOn: CivilDate | null
  endsOn: CivilDate | null
  reason: string
  by: string
  recordedAt: number
}

/** The yearly check of a low-income household's papers (BO4). The last row of a season holds. */
export interface LowIncomeReview {
  id: string
  company: string
  householdId: string
  season: string
  /** 1, 2, 3 … within household and season. */
  sequence: number
  decision: 'approved' | 'refused'
  /** Sealed at rest. */
  reason: string | null
  by: string
  on: CivilDate
  recordedAt: number
}

/** A demolition agreement, by the paper that staff saw (TS5). The last row of a household holds. */
export interface MoveOut {
  id: string
  company: string
  householdId: string
  agreedOn: CivilDate
  /** The agreement's number or where it is filed; sealed at rest. */
  paper: string
  by: string
  recordedAt: number
}

/** A change of the registered use, made in a hall with papers (BO9). */
export interface UseChange {
  id: string
  company: string
  householdId: string
  from: Use
  to: Use
  paper: string
  by: string
  on: CivilDate
  recordedAt: number
}

/** A room's temperature as somebody of the staff measured it on a visit (TS7). */
export interface TemperatureMeasurement {
  id: string
  company: string
  applicationId: string
  on: CivilDate
  room: string
  /** °C as decimal text. */
  celsius: string
  by: string
  recordedAt: number
}

/** A reduction for cold rooms that one person proposed and another approved (TS7). */
export interface TemperatureReduction {
  id: string
  company: string
  applicationId: string
  householdId: string
  season: string
  /** `YYYY-MM`; a month of a household is reduced once. */
  month: string
  meanCelsius: string
  amountFen: number
  approvalId: string
  on: CivilDate
  recordedAt: number
}

/** Credit of a household that paid its bills (C6): what proves the ledger's `credit-applied`. */
export interface CreditUse {
  id: string
  company: string
  householdId: string
  amountFen: number
  on: CivilDate
  recordedAt: number
}
