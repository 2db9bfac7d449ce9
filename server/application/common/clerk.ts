import type { AuditAction, AuditDetail } from '../../domain/audit/audit'
import type { Household } from '../../domain/household/household'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { type Staff, worksFor } from '../../domain/staff/staff'
import type { Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { type Refusal, refuse } from './refusal'

/** A member of staff who does something here. */
export type Clerk = Pick<Staff, 'id' | 'company' | 'loginName'>

/**
 * What a member of staff may see of what was found by its id: another company's is as if it did not exist, so that nobody
 * learns from the answer that it does.
 */
export function visibleTo<Found extends { company: string }>(
  staff: Pick<Staff, 'company'>,
  found: Found | undefined,
): Found | Refusal<'not-found'> {
  return found && worksFor(staff, found.company) ? found : refuse('not-found')
}

/** Finds a household of a company that the clerk works for; else `not-found`. */
export async function householdAtDesk(
  store: Pick<Store, 'households'>,
  rulebooks: Rulebooks,
  clerk: Clerk,
  { company, userCode }: { company: string; userCode: string },
): Promise<{ household: Household; rulebook: Rulebook } | Refusal<'not-found'>> {
  const rulebook = rulebooks.get(company)
  const household = rulebook && worksFor(clerk, company) && (await store.households.byUserCode(company, userCode))
  return rulebook && household ? { household, rulebook } : refuse('not-found')
}

/** Writes what a clerk did into the company's audit chain, in the transaction of the action; never personal data. */
export async function recordAction(
  store: Pick<Store, 'audit'>,
  entry: { company: string; by: string; deed: AuditAction; subject: string; detail?: AuditDetail },
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  const { company, by: actor, deed, subject, detail = {} } = entry
  await store.audit.append({ id: ids.next(), at: clock.now(), company, actor, deed, subject, detail })
}
