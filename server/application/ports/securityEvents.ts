import type { SecurityEvent, SecurityHappening } from '../../domain/audit/securityEvent'
import type { Inserted } from './system'

export interface SecurityEventFilter {
  /** Those of these companies; left out, of all. */
  companies?: readonly string[]
  kind?: string
  alarms?: boolean
  /** Epoch milliseconds. */
  from?: number
  to?: number
}

export interface SecurityEventStore {
  /** Adds to the row of this hour, or begins it. */
  add(event: SecurityEvent): Promise<void>
  /** How often it happened within an hour, over all subjects. */
  times(of: Pick<SecurityHappening, 'company' | 'kind'>, hour: number): Promise<number>
  /** `duplicate`: there was this alarm within the hour. */
  alarm(event: SecurityEvent): Promise<Inserted>
  /** The newest first. */
  page(filter: SecurityEventFilter, offset: number, limit: number): Promise<{ rows: SecurityEvent[]; total: number }>
}
