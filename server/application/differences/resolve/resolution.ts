import type { Resolution } from '../../../../contract/differenceWords'
import type { Approval } from '../../../domain/approval/approval'
import type { Item, ResolvingFacts } from '../../../domain/difference/facts'
import type { ChannelTruth, ResolutionRecord } from '../../../domain/difference/resolution'
import type { Payment } from '../../../domain/payment/payment'
import type { DifferenceSubKind } from '../../../domain/reconciliation/mismatch'
import type { Difference } from '../../../domain/reconciliation/run'
import type { ExecutorPorts } from '../../approvals/approvals'
import type { Refusal, RefusalCode } from '../../common/refusal'
import type { Store } from '../../ports/database'
import type { ResolutionPayload } from '../payload'
import type { Truth } from './truth'

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
  /** How the same difference was resolved before it was opened again, oldest first. */
  before: readonly ResolutionRecord[]
  /** Whether one of those has moved for good what it is short of (`settles`): never twice. */
  wasSettled: boolean
}

/** Carries a resolution out, or refuses with one of `Code`; then nothing of the approval is kept (see Executor). */
export type Resolve<Code extends RefusalCode> = (
  store: Store,
  at: ResolutionContext,
  ports: ExecutorPorts,
) => Promise<ResolutionOutcome | Refusal<Code>>

/** What a resolution takes from a payment, in fen. */
export interface Taken {
  payment: Payment
  amountFen: number
}

/** What a resolution wants of its maker beside a reason. */
export type Need = 'user-code' | 'evidence' | 'remind-day' | 'claims' | 'shares'

/** One way to end a difference: all that is to be said of it stands in its own file, and index.ts lists the files. */
export interface ResolutionRule {
  name: Resolution
  /** The sub-kinds of difference that it can end; of others it is neither offered nor executed. */
  of: readonly DifferenceSubKind[]
  /** Whether it is offered for a difference of those; `last`: after all others, which put the books right if they are meant. */
  fits(item: Item, facts: ResolvingFacts): boolean | 'last'
  /** The money that it moves, in fen; null when it moves none. */
  amount(item: Item): number | null
  /** The sentence that says what it will do; the checker reads it too. */
  sentence(item: Item, facts: Pick<ResolvingFacts, 'bookedOn' | 'channelName' | 'payer'>): string
  needs: readonly Need[]
  /** Whose word it rests on, and what that has to be; null where nobody has to be asked. */
  truth: Truth<RefusalCode> | null
  /** It moves for good what a difference is short of: neither it nor another such may follow when it is opened again. */
  settles?: true
  /** What it takes from a payment, which an invoice may stand in the way of; left out where it takes nothing. */
  takes?(
    store: Pick<Store, 'households' | 'payments' | 'refunds' | 'suspense'>,
    item: Difference,
    truth: ChannelTruth | null,
  ): Promise<Taken | undefined>
  run: Resolve<RefusalCode>
}
