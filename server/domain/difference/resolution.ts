import type { Resolution } from '../../../contract/differenceWords'

/** What a channel said of a payment or refund when it was asked; only this is booked. Amounts in fen, times in epoch milliseconds. */
export type ChannelTruth =
  | { says: 'paid'; orderNo: string; transactionId: string; amountFen: number; paidAt: number; userCode?: string }
  | { says: 'refunded'; refundNo: string; channelRefundId: string | null; amountFen: number; doneAt: number }
  /** A bank cannot be asked: its file's row stands for its word. */
  | { says: 'file-row'; transactionId: string; userCode: string | null; amountFen: number; paidOn: string }
  /** It knows no such refund, or says that it failed. */
  | { says: 'not-refunded' }
  /** It knows no such payment, or says that it was not paid. */
  | { says: 'not-paid' }

/** Whether a resolution has moved money. */
export const hasMoved = ({ amountFen }: Pick<ResolutionRecord, 'amountFen'>): boolean => amountFen !== null

/** How a difference was resolved, as a record (architecture.md, rule 6). */
export interface ResolutionRecord {
  id: string
  company: string
  differenceId: string
  resolution: Resolution
  reason: string
  /** The money that it moved; null when it moved none. */
  amountFen: number | null
  approvalId: string
  madeBy: string
  checkedBy: string
  at: number
  paymentId: string | null
  /** How much of that payment it took back, in fen; 0 otherwise. */
  takenBackFen: number
  refundNo: string | null
  truth: ChannelTruth | null
}
