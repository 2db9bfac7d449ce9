import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import type { ResolutionRecord } from '../../domain/difference/resolution'
import { closedByResolution, type Difference } from '../../domain/reconciliation/run'
import type { Executor } from '../approvals/approvals'
import { isRefusal, refuse } from '../common/refusal'
import { type ResolutionPayload, resolutionPayload } from './payload'
import { RESOLUTION_RULES, type ResolutionRefusal } from './resolutions'

/**
 * The executor of `resolve-difference`: the difference is closed by a guarded update, once, together with what resolves it
 * and its record. Refused with `books-changed` when it, or what it is about, is not what the maker saw.
 */
export const executeResolution: Executor<
  ResolutionRefusal | 'books-changed' | 'not-found' | 'resolution-does-not-fit'
> = async (store, approval, ports) => {
  const payload = resolutionPayload.parse(approval.payload)
  const { clock, ids } = ports
  const item = await store.differences.byId(payload.differenceId)
  if (!item || item.company !== approval.company) return refuse('not-found')
  const id = ids.next()
  const now = clock.now()
  if (!stillStands(item, payload) || !(await store.differences.close(item.id, closedByResolution(id), now))) {
    return refuse('books-changed')
  }
  const rule = RESOLUTION_RULES[payload.resolution]
  if (!rule.of.includes(item.subKind)) return refuse('resolution-does-not-fit')
  const before = await store.differences.resolutionsOf(item.id)
  const wasSettled = before.some(({ resolution }) => RESOLUTION_RULES[resolution].settles === true)
  const at = { item, payload, approval, resolutionId: id, before, wasSettled }
  const effect = await rule.run(store, at, ports)
  if (isRefusal(effect)) return effect
  const record: ResolutionRecord = {
    id,
    company: item.company,
    differenceId: item.id,
    resolution: payload.resolution,
    reason: payload.evidence === null ? payload.reason : `${payload.reason}（银行确认：${payload.evidence}）`,
    amountFen: approval.amountFen,
    approvalId: approval.id,
    madeBy: approval.makerName,
    checkedBy: approval.checkerName ?? AUDIT_SYSTEM,
    at: now,
    paymentId: effect.paymentId ?? null,
    takenBackFen: effect.takenBackFen ?? 0,
    refundNo: effect.refundNo ?? null,
    truth: payload.truth,
  }
  await store.differences.insertResolution(record)
  await store.differences.insertEvents([
    {
      id: ids.next(),
      company: item.company,
      differenceId: item.id,
      at: now,
      who: record.checkedBy,
      act: 'resolved',
      note: approval.comment,
      approvalId: approval.id,
    },
  ])
  return 'done'
}

/** Whether what the maker saw of a difference is what stands there now. */
export function stillStands(
  item: Difference,
  { ourFen, theirFen }: Pick<ResolutionPayload, 'ourFen' | 'theirFen'>,
): boolean {
  return item.status === 'open' && item.ourFen === ourFen && item.theirFen === theirFen
}
