import type { Approval } from '../../../domain/approval/approval'
import type { WorkItem } from '../../../domain/reconciliation/run'
import type { ExecutorPorts } from '../../approvals'
import type { Store } from '../../ports'
import type { Refusal } from '../../refusal'
import type { ResolutionPayload } from '../payload'

/** What a resolution has done, for its record. */
export interface Effect {
  paymentId?: string
  /** How much of that payment it took back, in fen. */
  takenBackFen?: number
  refundNo?: string
}

/** One resolution at work: it runs within the transaction of the approval, and may run twice. */
export interface AtWork {
  item: WorkItem
  payload: ResolutionPayload
  /** As it is decided: with its checker. */
  approval: Approval
  /** Names its record, which is the evidence of what it posts. */
  resolutionId: string
}

export type Resolve = (store: Store, at: AtWork, ports: ExecutorPorts) => Promise<Effect | Refusal>
