import type { APPLICATION_KINDS, APPLICATION_STATUSES } from '../../../contract/applicationWords'
import type { GasReportWindow } from '../gasReport/gasReport'
import type { PhotoType } from '../gasReport/photo'

/** What residents may apply for: BO6, TS6; LZ2; TS7; BJ8. */
export type ApplicationKind = (typeof APPLICATION_KINDS)[number]

/**
 * suspension, resumption: asked → (inspected) → effective. instalment-consent: asked → granted. gas-report: asked →
 * accepted. temperature-report: asked → confirmed → reduced. Each may be refused by staff, or withdrawn while it waits.
 */
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number]

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
export interface ApplicationFacts {
  suspension: ServiceFacts
  resumption: ServiceFacts
  'instalment-consent': Record<string, never>
  'temperature-report': TemperatureFacts
  'gas-report': GasFacts
}
