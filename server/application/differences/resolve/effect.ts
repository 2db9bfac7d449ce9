import type { Resolution } from '../../../../contract/differenceWords'
import type { Approval } from '../../../domain/approval/approval'
import type { Difference } from '../../../domain/reconciliation/run'
import type { ExecutorPorts } from '../../approvals/approvals'
import type { Refusal } from '../../common/refusal'
import type { Store } from '../../ports/database'
import type { ResolutionPayload } from '../payload'

/** What a resolution has done, for its record. */
export interface ResolutionOutcome {
  paymentId?: string
  /** How much of that payment it took back, in fen. */
  takenBackFen?: number
  refundNo?: string
}

/** One resolution at work: it runs within the transaction of the approval, and may run twice. */
export interface ResolutionContext {
  item: Difference
  payload: ResolutionPayload
  /** As it is decided: with its checker. */
  approval: Approval
  /** Names its record, which is the evidence of what it posts. */
  resolutionId: string
}

const SETTLES: ReadonlySet<Resolution> = new Set(['write-off', 'claim-refund', 'claim-returned'])

/** Whether what a difference is short of has been written off or claimed before it was opened again: never twice. */
export async function wasSettled(store: Pick<Store, 'differences'>, { id }: Pick<Difference, 'id'>): Promise<boolean> {
  return (await store.differences.resolutionsOf(id)).some(({ resolution }) => SETTLES.has(resolution))
}

export type Resolve = (
  store: Store,
  at: ResolutionContext,
  ports: ExecutorPorts,
) => Promise<ResolutionOutcome | Refusal>
