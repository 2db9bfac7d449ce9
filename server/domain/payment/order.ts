import type { Channel } from '../../../contract/channelWords'

/**
 * A resident's intention to pay an amount through a channel.
 * created → paying (the channel knows it) → paid | closed. A closed order may still turn out paid (faults.md).
 */
export type OrderStatus = 'created' | 'paying' | 'paid' | 'closed'

export interface Order {
  orderNo: string
  company: string
  channel: Channel
  residentId: string
  householdId: string
  season: string
  kind: 'whole' | 'part'
  amountFen: number
  status: OrderStatus
  description: string
  /** WeChat prepay_id or Alipay trade_no, once the channel has answered. */
  prepayId: string | null
  transactionId: string | null
  paidAt: number | null
  /** What the resident's own phone said; a hint to ask the channel sooner, never a proof (M8). */
  clientOutcome: 'paid' | 'cancelled' | 'pending' | 'failed' | null
  createdAt: number
  expiresAt: number
}

/** Orders that may still be paid at the channel. */
export function isOpen(order: Pick<Order, 'status'>): boolean {
  return order.status === 'created' || order.status === 'paying'
}
