import type { Channel } from '../../../contract/channelWords'

/** Why a refund is none of ours. */
export const STRAY_REASONS = {
  'not-made-here': '渠道有退款，不是本系统发起的',
  'paid-twice': '渠道已退，本系统又按别的方式处理过',
  'other-amount': '渠道告知的退款金额与本系统申请的不符，没有入账',
  'beyond-payment': '渠道告知的退款超过原收款，没有入账',
} as const
export type StrayReason = keyof typeof STRAY_REASONS

/**
 * A refund that a channel told of and that we did not make: somebody made it in the merchant's own console. Nothing is booked
 * by itself; it is a work item with an owner. In a day's file the same refund is a `channel-only` difference.
 */
export interface StrayRefund {
  id: string
  company: string
  channel: Channel
  /** The channel's refund, told once: its refund number, or the trade where the channel names none. UNIQUE with channel and company. */
  subject: string
  reason: StrayReason
  refundNo: string | null
  orderNo: string | null
  transactionId: string | null
  /** The payment that it gave back, where we know it. */
  paymentId: string | null
  /** What it gave back, in fen. */
  amountFen: number
  /** When the channel gave it, as it says. */
  toldAt: number
  /** The desk that answers for it. */
  owner: string
  status: 'open' | 'closed'
  openedAt: number
  closedAt: number | null
  closedBy: string | null
  /** What was found, in the words of who closed it. */
  note: string | null
}
