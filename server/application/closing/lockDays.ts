import type { CivilDate } from '../../domain/calendar/civilDate'
import { addDays } from '../../domain/calendar/civilDate'
import type { Closure, ControlTotal } from '../../domain/closing/closure'
import type { Clock, Ids, Store } from '../ports'

export interface DaysToLock {
  company: string
  /** The last closed day, as `closings.take` gave it; '' before the first. */
  closedUntil: string
  /** The last day to be locked. */
  date: CivilDate
  /** The login or machine name of who closes. */
  by: string
}

/**
 * Locks a company's days after the last closed one until a day, with their control totals and a note in the audit log.
 * Whether they are ready is for the caller to judge. Undefined when somebody was faster (M2).
 */
export async function lockDays(
  store: Store,
  { company, closedUntil, date, by }: DaysToLock,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<{ closure: Closure; accounts: ControlTotal[] } | undefined> {
  const since = closedUntil === '' ? null : addDays(closedUntil, 1)
  const { first, transfers, amountFen, accounts } = await store.closings.totals(company, since, date)
  const closure: Closure = {
    id: ids.next(),
    company,
    since: since ?? first ?? date,
    date,
    closedAt: clock.now(),
    closedBy: by,
    transfers,
    amountFen,
  }
  if (!(await store.closings.advance(company, closedUntil, date))) return undefined
  await store.closings.insert(closure, accounts)
  await store.audit.append({
    id: ids.next(),
    company,
    at: closure.closedAt,
    actor: by,
    deed: 'close-day',
    subject: date,
    detail: { since: closure.since, transfers, amountFen },
  })
  return { closure, accounts }
}
