import type { AuditEntry } from '../domain/audit/audit'
import { startOfDay } from '../domain/calendar/beijingTime'
import { addDays, type CivilDate } from '../domain/calendar/civilDate'
import { type Staff, worksFor } from '../domain/staff/staff'
import type { Database } from './ports'
import { type Refusal, refuse } from './refusal'

export interface AuditQuestion {
  company?: string
  deed?: string
  actor?: string
  from?: CivilDate
  /** The last day, included. */
  to?: CivilDate
}

/** The audit log as one member of staff may read it: his company's chain, or, working for all, every chain. */
export function createShowAudit({ database }: { database: Database }) {
  return async function showAudit(
    staff: Pick<Staff, 'company'>,
    { company, deed, actor, from, to }: AuditQuestion,
    offset: number,
    limit: number,
  ): Promise<{ rows: AuditEntry[]; total: number } | Refusal> {
    if (company !== undefined && !worksFor(staff, company)) return refuse('not-found')
    const companies = company !== undefined ? [company] : worksFor(staff, '*') ? undefined : [staff.company]
    const filter = {
      companies,
      deed,
      actor,
      from: from === undefined ? undefined : startOfDay(from),
      to: to === undefined ? undefined : startOfDay(addDays(to, 1)),
    }
    return database.read.audit.page(filter, offset, limit)
  }
}
