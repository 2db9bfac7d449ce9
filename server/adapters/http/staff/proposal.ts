import { isRefusal, type Refusal } from '../../../application/refusal'
import type { Approval } from '../../../domain/approval/approval'

/** What the desk is told of a proposal that waits for a second person. */
export function proposal(proposed: Approval | Refusal) {
  if (isRefusal(proposed)) return proposed
  const { id: approvalId, payloadHash, summary, amountFen } = proposed
  return { approvalId, payloadHash, summary, amountFen: amountFen ?? 0 }
}
