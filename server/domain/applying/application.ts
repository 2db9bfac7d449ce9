import type { ApplicationFacts, ApplicationKind, ApplicationStatus } from './facts'

/** Something that a resident asks of the company for a household and a season (申请); its steps say who did what, and when. */
export interface ResidentApplication<K extends ApplicationKind = ApplicationKind> {
  id: string
  company: string
  kind: K
  householdId: string
  /** Who asked. */
  residentId: string
  season: string
  status: ApplicationStatus
  facts: ApplicationFacts[K]
  /** What the resident wrote; sealed at rest. */
  words: string | null
  /** Set while another of its kind may not be asked for; unique (M3). */
  liveKey: string | null
  /** The civil day. */
  askedOn: string
  askedAt: number
  /** Raised by every change: the guarded row of M2. */
  version: number
}

/** One step in an application's life. Never changed. */
export interface ApplicationStep {
  id: string
  company: string
  applicationId: string
  /** The version of the application that it made: 1, 2, 3 … */
  sequence: number
  step: ApplicationStepName
  /** The civil day on which it was done; a visit may be written down later. */
  on: string
  at: number
  byKind: 'resident' | 'staff'
  /** The resident's id, or the login name of the member of staff. */
  by: string
  /** Why, in words for the resident; sealed at rest. */
  note: string | null
}

export type ApplicationStepName =
  | 'asked'
  | 'inspected'
  | 'inspection-failed'
  | 'effective'
  | 'granted'
  | 'accepted'
  | 'measured'
  | 'confirmed'
  | 'reduced'
  | 'refused'
  | 'withdrawn'

/** Whether an application still waits for somebody, and may be refused or withdrawn. */
export function isOpen({ status }: Pick<ResidentApplication, 'status'>): boolean {
  return status === 'asked' || status === 'inspected' || status === 'confirmed'
}

/** Whether an application is of a kind; narrows its facts. */
export function isKind<K extends ApplicationKind>(
  application: ResidentApplication,
  ...kinds: K[]
): application is ResidentApplication<K> {
  return kinds.some((kind) => kind === application.kind)
}
