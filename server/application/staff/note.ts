import type { AuditDeed, AuditDetail } from '../../domain/audit/audit'
import type { Clock, Ids, Store } from '../ports'

/** Writes a deed on somebody of the staff to the audit chain of his company. */
export async function noteStaffDeed(
  store: Store,
  { clock, ids }: { clock: Clock; ids: Ids },
  entry: { company: string; actor: string; deed: AuditDeed; subject: string; detail?: AuditDetail },
): Promise<void> {
  await store.audit.append({ id: ids.next(), at: clock.now(), detail: {}, ...entry })
}
