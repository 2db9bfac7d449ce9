import type { Resolution } from '../../../../contract/differenceWords'
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

const SETTLES: ReadonlySet<Resolution> = new Set(['write-off', 'claim-refund', 'claim-returned'])

/** Whether what a difference is short of has been written off or claimed before it was opened again: never twice. */
export async function wasSettled(store: Store, { id }: Pick<WorkItem, 'id'>): Promise<boolean> {
  return (await store.differences.resolutionsOf(id)).some(({ resolution }) => SETTLES.has(resolution))
}

export type Resolve = (store: Store, at: AtWork, ports: ExecutorPorts) => Promise<Effect | Refusal>
