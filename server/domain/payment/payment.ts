/** Where money came in: `wechat`, `alipay`, or a bank's file, `bank:<id>`. */
export type PaymentSource = 'wechat' | 'alipay' | `bank:${string}`

/** Money that arrived, exactly once per (source, transactionId) (M3). It is applied, or it waits in suspense (M7). */
export interface Payment {
  id: string
  company: string
  source: PaymentSource
  /** The channel's or the bank's own number. */
  transactionId: string
  /** Our order, when the payment names one that we know. */
  orderNo: string | null
  householdId: string | null
  amountFen: number
  paidAt: number
  /** The civil day on which the money counts. */
  paidOn: string
  outcome: 'applied' | 'suspense'
  /** Guarded: refunded never passes the amount (M2). */
  refundedFen: number
  /** How many refunds were made of it; guarded: a channel takes at most 50 (formats.md 1.7). */
  refundParts: number
  recordedAt: number
  /**
   * By how much the channel's own truth differs from the amount, in fen, as two people have decided; null while nobody did.
   * Reconciliation counts the payment with it.
   */
  correctedFen?: number | null
}
