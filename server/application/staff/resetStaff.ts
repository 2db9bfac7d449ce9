import type { Executor } from '../approvals'
import type { Store } from '../ports'
import { type Refusal, refuse } from '../refusal'
import { nameHashOf } from './guard'

/**
 * Puts the one-time password of a reset in force: the second factor goes, all logins end, a lock is lifted. Refused when
 * none waits, or the member was dismissed meanwhile.
 */
export async function applyReset(store: Store, staffId: string, now: number): Promise<'done' | Refusal> {
  const staff = await store.staff.byId(staffId)
  if (!staff || staff.nextPasswordHash === null || staff.dismissedAt !== null) return refuse('not-awaiting')
  await store.staff.change(staffId, {
    passwordHash: staff.nextPasswordHash,
    nextPasswordHash: null,
    passwordSetAt: null,
    totpSecret: null,
    totpPending: null,
  })
  await store.staffSessions.endAllOf(staffId, now)
  await store.loginFailures.clear(nameHashOf(staff.loginName))
  return 'done'
}

/** Executes `reset-staff`. */
export const resetStaff: Executor = (store, approval, { clock }) => applyReset(store, approval.subject, clock.now())
