import type { Channel } from '../../../contract/channelWords'

/** What of a payment or a refund a person has to look at, though its money is booked. */
export const FOLLOW_UP_KINDS = {
  'paid-time': '渠道告知的支付时间不可信，已按收到通知的时间入账，请到商户平台核对',
  'refund-time': '渠道告知的退款时间不可信，已按收到通知的时间入账，请到商户平台核对',
  'shipping-report': '发货信息没有上报成功，这笔钱可能被微信冻结，请到小程序后台手工录入',
} as const
export type FollowUpKind = keyof typeof FOLLOW_UP_KINDS

/** A work item about a payment or a refund that is booked; it has an owner, moves no money, and ends with what was found. */
export interface FollowUp {
  id: string
  company: string
  kind: FollowUpKind
  channel: Channel
  /** The payment's or the refund's number, told once. UNIQUE with company, channel and kind. */
  subject: string
  orderNo: string | null
  amountFen: number
  /** What the channel said, in its own words. */
  told: string
  /** The desk that answers for it. */
  owner: string
  status: 'open' | 'closed'
  openedAt: number
  closedAt: number | null
  closedBy: string | null
  /** What was found, in the words of who closed it. */
  note: string | null
}
