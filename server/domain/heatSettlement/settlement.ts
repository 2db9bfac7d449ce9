import type { FeeLine } from '../../../contract/estimates'
import type { SettlementView } from '../../../contract/settlements'
import type { CivilDate } from '../calendar/civilDate'
import { feeDueOn, seasonAfter, seasonDates } from '../calendar/season'
import type { Rulebook } from '../rulebook/rulebook'
import { isWithin, refundCalendar, settlementDueOn } from './afterSeason'

/** worked-out (may be calculated again) → published (its money counts). */
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

/** made → agreement-signed → test-passed | test-failed. One that is not signed in time has lapsed: the data stand (BZ6). */
export type ObjectionStatus = 'made' | 'agreement-signed' | 'test-passed' | 'test-failed'

/** A household does not agree with its settlement (异议); it needs no papers, only the acknowledgement (domain.md BZ6). */
export interface Objection {
  id: string
  company: string
  settlementId: string
  householdId: string
  /** Who objected. */
  residentId: string
  season: string
  status: ObjectionStatus
  /** What the resident wrote; sealed at rest. */
  words: string | null
  madeOn: CivilDate
  madeAt: number
  /** The last day on which the meter-test agreement may be signed in person. */
  agreementDueOn: CivilDate
  signedOn: CivilDate | null
  testedOn: CivilDate | null
}

/** How an objection stands on a day: nobody needs to write down that it lapsed. */
export function objectionOn(
  objection: Pick<Objection, 'status' | 'agreementDueOn'>,
  today: CivilDate,
): ObjectionStatus | 'lapsed' {
  return objection.status === 'made' && today > objection.agreementDueOn ? 'lapsed' : objection.status
}

/** Whether an objection still keeps the result in doubt on a day. */
export function keepsInDoubt(objection: Pick<Objection, 'status' | 'agreementDueOn'>, today: CivilDate): boolean {
  const state = objectionOn(objection, today)
  return state === 'made' || state === 'agreement-signed'
}

/** The days that count once results are public. */
export type PublicationDays = Pick<Publication, 'publicityTo' | 'objectionsTo' | 'applicationsTo' | 'topUpBy'>

export type MayPublish =
  /** `late`: the rulebook's last day to settle has passed (LZ4, BO8); the household is told all the same. */
  | { outcome: 'open'; days: PublicationDays; dueOn: CivilDate | null; late: boolean }
  | { outcome: 'outside-window'; from: CivilDate; to: CivilDate }

/**
 * Whether results may be made public on a day, and the days that follow from the rulebook (domain.md BZ3). Without a day
 * for top-ups in the rulebook, one is due together with the next season's fee (decided).
 */
export function mayPublish(rulebook: Rulebook, season: string, on: CivilDate): MayPublish {
  const calendar = refundCalendar(rulebook, season)
  if (calendar && !isWithin(calendar.publicity, on)) return { outcome: 'outside-window', ...calendar.publicity }
  const dueOn = settlementDueOn(rulebook, season) ?? null
  const next = seasonAfter(season)
  return {
    outcome: 'open',
    days: {
      publicityTo: calendar?.publicity.to ?? null,
      objectionsTo: calendar?.objections.to ?? null,
      applicationsTo: calendar?.applications.to ?? null,
      topUpBy: calendar?.topUpBy ?? feeDueOn(rulebook, next) ?? seasonDates(rulebook, next).startsOn,
    },
    dueOn,
    late: dueOn !== null && on > dueOn,
  }
}
