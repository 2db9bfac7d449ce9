import type { SecurityEvent } from '../../domain/audit/securityEvent'
import { addDays, type CivilDate, startOfDay } from '../../domain/calendar/civilDate'
import { type Staff, worksFor } from '../../domain/staff/staff'
import { type Refusal, refuse } from '../common/refusal'
import type { Database } from '../ports/database'

export interface SecurityQuestion {
  company?: string
  kind?: string
  alarms?: boolean
  from?: CivilDate
  /** The last day, included. */
  to?: CivilDate
}

/** Security events as one member of staff may read them: his company's, or, working for all, every one. */
export function createShowSecurity({ database }: { database: Database }) {
  return async function showSecurity(
    staff: Pick<Staff, 'company'>,
    { company, from, to, ...asked }: SecurityQuestion,
    offset: number,
    limit: number,
  ): Promise<{ rows: SecurityEvent[]; total: number } | Refusal<'not-found'>> {
    if (company !== undefined && !worksFor(staff, company)) return refuse('not-found')
    const companies = company !== undefined ? [company] : worksFor(staff, '*') ? undefined : [staff.company]
    const days = {
      from: from === undefined ? undefined : startOfDay(from),
      to: to === undefined ? undefined : startOfDay(addDays(to, 1)),
    }
    return database.read.securityEvents.page({ ...asked, companies, ...days }, offset, limit)
  }
}
