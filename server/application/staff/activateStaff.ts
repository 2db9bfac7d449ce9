import type { Executor } from '../approvals'
import { refuse } from '../refusal'

/** Executes `add-staff`: the second person agreed, the new member of staff may log in. */
export const activateStaff: Executor = async (store, approval, { clock, ids }) => {
  const now = clock.now()
  if (!(await store.staff.activate(approval.subject, now))) return refuse('not-awaiting')
  await store.audit.append({
    id: ids.next(),
    company: approval.company,
    at: now,
    actor: approval.checkerName ?? approval.makerName,
    deed: 'activate-staff',
    subject: approval.subject,
    detail: { approval: approval.id },
  })
  return 'done'
}
