import { isKind, isOpen, type ResidentApplication } from '../../domain/applying/application'
import type { ApplicationKind } from '../../domain/applying/facts'
import type { AuditDeed, AuditDetail } from '../../domain/audit/audit'
import type { Household } from '../../domain/household/household'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { type Staff, worksFor } from '../../domain/staff/staff'
import type { Clock, Ids, Store } from '../ports'
import { type Refusal, refuse } from '../refusal'

/** A member of staff who does something here. */
export type Clerk = Pick<Staff, 'id' | 'company' | 'loginName'>

/** Finds a household of a company that the clerk works for; else `not-found`. */
export async function householdAtDesk(
  store: Store,
  rulebooks: Rulebooks,
  clerk: Clerk,
  { company, userCode }: { company: string; userCode: string },
): Promise<{ household: Household; rulebook: Rulebook } | Refusal> {
  const rulebook = rulebooks.get(company)
  const household = rulebook && worksFor(clerk, company) && (await store.households.byUserCode(company, userCode))
  return rulebook && household ? { household, rulebook } : refuse('not-found')
}

/** An application that a clerk may decide on, with whom it is about. */
export interface OnDesk<K extends ApplicationKind> {
  application: ResidentApplication<K>
  household: Household
  rulebook: Rulebook
}

/** Finds an application of one of the kinds that still waits for somebody; else `not-found` or `wrong-status`. */
export async function onDesk<K extends ApplicationKind>(
  store: Store,
  rulebooks: Rulebooks,
  clerk: Clerk,
  id: string,
  ...kinds: K[]
): Promise<OnDesk<K> | Refusal> {
  const application = await store.applications.byId(id)
  if (!application || !worksFor(clerk, application.company) || !isKind(application, ...kinds))
    return refuse('not-found')
  if (!isOpen(application)) return refuse('wrong-status', { state: application.status })
  const household = await store.households.byId(application.householdId)
  const rulebook = rulebooks.get(application.company)
  if (!household || !rulebook) throw new Error(`no household or no rulebook for application ${id}`)
  return { application, household, rulebook }
}

/** Writes what a clerk did into the company's audit chain, in the transaction of the deed; never personal data. */
export async function noteDeed(
  store: Store,
  entry: { company: string; by: string; deed: AuditDeed; subject: string; detail?: AuditDetail },
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  const { company, by: actor, deed, subject, detail = {} } = entry
  await store.audit.append({ id: ids.next(), at: clock.now(), company, actor, deed, subject, detail })
}
