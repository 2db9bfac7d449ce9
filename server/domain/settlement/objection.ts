import type { CivilDate } from '../calendar/civilDate'

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
