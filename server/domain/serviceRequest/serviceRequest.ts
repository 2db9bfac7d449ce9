import type { APPLICATION_KINDS, APPLICATION_STATUSES } from '../../../contract/applicationWords'
import type { GasReportWindow, PhotoType } from '../gasReport/gasReport'

/** What residents may apply for: BO6, TS6; LZ2; TS7; BJ8. */
export type ServiceRequestKind = (typeof APPLICATION_KINDS)[number]

/**
 * suspension, resumption: asked → (inspected) → effective. instalment-consent: asked → granted. gas-report: asked →
 * accepted. temperature-report: asked → confirmed → reduced. Each may be refused by staff, or withdrawn while it waits.
 */
export type ServiceRequestStatus = (typeof APPLICATION_STATUSES)[number]

/** Stopping or starting the heat. */
export interface ServiceFacts {
  work: 'company' | 'household'
  /** The household's own work is looked at before it counts (BO6). */
  inspected: boolean
  /** Asked for too late: the season is charged as normal (TS6). */
  charged: boolean
  /** The last day of the window that it was asked for in; null when `charged`. */
  until: string | null
}

/** Which month's mean the household confirmed; null before (TS7). */
export interface TemperatureFacts {
  confirmed: { month: string; meanCelsius: string } | null
}

/** A reading of a gas meter with its photo (BJ8). */
export interface GasFacts {
  window: GasReportWindow
  /** m³ as decimal text. */
  cubicMetres: string
  meterNumber: string
  photo: { name: string; type: PhotoType; bytes: number }
}

/** What an application says, by its kind. */
export interface ServiceRequestFacts {
  suspension: ServiceFacts
  resumption: ServiceFacts
  'instalment-consent': Record<string, never>
  'temperature-report': TemperatureFacts
  'gas-report': GasFacts
}

/** Something that a resident asks of the company for a household and a season (申请); its steps say who did what, and when. */
export interface ServiceRequest<K extends ServiceRequestKind = ServiceRequestKind> {
  id: string
  company: string
  kind: K
  householdId: string
  /** Who asked. */
  residentId: string
  season: string
  status: ServiceRequestStatus
  facts: ServiceRequestFacts[K]
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
export interface ServiceRequestStep {
  id: string
  company: string
  applicationId: string
  /** The version of the application that it made: 1, 2, 3 … */
  sequence: number
  step: ServiceRequestStepName
  /** The civil day on which it was done; a visit may be written down later. */
  on: string
  at: number
  byKind: 'resident' | 'staff'
  /** The resident's id, or the login name of the member of staff. */
  by: string
  /** Why, in words for the resident; sealed at rest. */
  note: string | null
}

export type ServiceRequestStepName =
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
export function isOpen({ status }: Pick<ServiceRequest, 'status'>): boolean {
  return status === 'asked' || status === 'inspected' || status === 'confirmed'
}

/** Whether an application is of a kind; narrows its facts. */
export function isKind<K extends ServiceRequestKind>(
  application: ServiceRequest,
  ...kinds: K[]
): application is ServiceRequest<K> {
  return kinds.some((kind) => kind === application.kind)
}
