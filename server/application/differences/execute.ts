import type { Resolution } from '../../../contract/differenceWords'
import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import { isArrival, isGap } from '../../domain/difference/possible'
import type { ResolutionRecord } from '../../domain/difference/resolution'
import { closedByResolution, type Difference } from '../../domain/reconciliation/run'
import type { Executor } from '../approvals/approvals'
import { isRefusal, refuse } from '../common/refusal'
import { missingTransitOf } from './facts'
import { resolutionPayload } from './payload'
import { stillStands } from './propose'
import { bookMissingPayment } from './resolve/bookMissingPayment'
import { bookOutsideRefund } from './resolve/bookOutsideRefund'
import { bookSecond } from './resolve/bookSecond'
import { claimFee } from './resolve/claimFee'
import { claimRefund } from './resolve/claimRefund'
import { claimSettlement } from './resolve/claimSettlement'
import { correctPayment } from './resolve/correctPayment'
import { correctRefund } from './resolve/correctRefund'
import type { Resolve } from './resolve/effect'
import { endClaims } from './resolve/endClaims'
import { followStatement } from './resolve/followStatement'
import { movePayment, notePayer } from './resolve/movePayment'
import { refreshStatus } from './resolve/refreshStatus'
import { settleEntry } from './resolve/settleEntry'
import { settleGap } from './resolve/settleGap'
import { takeBackRefund } from './resolve/takeBackRefund'
import { waitForArrival } from './resolve/waitForArrival'
import { writeOff } from './resolve/writeOff'

/** A person's word is the whole deed: nothing moves. */
const onRecord: Resolve = async () => ({})

/** What is said not to move money is so only while no money is missing: an older proposal may have been made when nobody looked. */
const acknowledge: Resolve = async (store, at, ports) => {
  if (await missingTransitOf(store, at.item)) return refuse('resolution-does-not-fit')
  return at.item.kind === 'payer' ? notePayer(store, at, ports) : {}
}

const RESOLVES: Readonly<Record<Resolution, Resolve>> = {
  'book-payment': bookMissingPayment,
  'to-suspense': bookMissingPayment,
  apply: bookMissingPayment,
  refund: bookMissingPayment,
  'book-refund': bookOutsideRefund,
  'take-back-payment': correctPayment,
  'correct-amount': (store, at, ports) =>
    at.item.rowKind === 'refund' ? correctRefund(store, at, ports) : correctPayment(store, at, ports),
  'take-back-refund': takeBackRefund,
  'claim-refund': claimRefund,
  'refresh-status': refreshStatus,
  'await-rest': settleGap,
  'accept-fee': onRecord,
  'claim-fee': claimFee,
  'claim-returned': endClaims,
  'book-second': bookSecond,
  'move-payment': movePayment,
  'follow-statement': followStatement,
  'await-arrival': waitForArrival,
  'ask-bank': waitForArrival,
  'claim-settlement': claimSettlement,
  'write-off': writeOff,
  acknowledge,
}

/** What a resolution does to a difference: what lies between a channel and our own account is settled, not booked anew. */
function resolveOf(item: Difference, resolution: Resolution): Resolve {
  if (resolution === 'acknowledge') return acknowledge
  if (isArrival(item)) return settleEntry
  return isGap(item) ? settleGap : RESOLVES[resolution]
}

/**
 * The executor of `resolve-difference`: the difference is closed by a guarded update, once, together with what resolves it
 * and its record. Refused with `books-changed` when it, or what it is about, is not what the maker saw.
 */
export const executeResolution: Executor = async (store, approval, ports) => {
  const payload = resolutionPayload.parse(approval.payload)
  const { clock, ids } = ports
  const item = await store.differences.byId(payload.differenceId)
  if (!item || item.company !== approval.company) return refuse('not-found')
  const id = ids.next()
  const at = clock.now()
  if (!stillStands(item, payload) || !(await store.differences.close(item.id, closedByResolution(id), at))) {
    return refuse('books-changed')
  }
  const effect = await resolveOf(item, payload.resolution)(store, { item, payload, approval, resolutionId: id }, ports)
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
    at,
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
      at,
      who: record.checkedBy,
      act: 'resolved',
      note: approval.comment,
      approvalId: approval.id,
    },
  ])
  return 'done'
}
