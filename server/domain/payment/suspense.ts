/** Why money could not be applied (M7). */
export const SUSPENSE_REASONS = {
  'unknown-order': '查无此订单的收款',
  'wrong-amount': '金额与订单不符的收款',
  'second-payment': '同一账单的第二笔收款',
  'closed-order': '订单关闭后的收款',
  'unknown-household': '查无此户的收款',
  'nothing-owed': '已无欠费的收款',
  'set-aside': '对账补记、待决定去向的收款',
  'channel-excess': '渠道多收的部分',
  'settled-beyond': '渠道结算到账多出的部分',
} as const
export type SuspenseReason = keyof typeof SUSPENSE_REASONS

/** The three exits of money in suspense (M7). */
export type SuspenseExit = 'apply-to-bill' | 'refund-original-route' | 'credit-next-season'

/** A work item for money that waits: it has an owner and ends by one of three exits. */
export interface SuspenseItem {
  id: string
  company: string
  paymentId: string
  reason: SuspenseReason
  amountFen: number
  /** The desk that answers for it until a person takes it. */
  owner: string
  status: 'open' | 'resolved'
  /** `not-received`: the channel, asked, knew no such payment. */
  exit: SuspenseExit | 'not-received' | null
  openedAt: number
  resolvedAt: number | null
}
