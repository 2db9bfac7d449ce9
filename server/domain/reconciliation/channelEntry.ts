/** A refund of a simulated payment, on the same day. */
export interface PlannedRefund {
  refundNo: string
  channelRefundId: string | null
  amountFen: number
  at: number
}

/** One line of a simulated day as a channel would list it: a payment, or with `refund` the refund of that payment. */
export interface ChannelEntry {
  at: number
  /** When the payer was asked for the money. */
  createdAt: number
  transactionId: string
  orderNo: string
  payer: string
  /** Goods text. */
  subject: string
  /** What was paid, in fen; of a refund's entry too. */
  paidFen: number
  refund: PlannedRefund | null
}

/** What a channel sends to the company's account at a bank (提现), as its fund-flow or account bill lists it. */
export interface Remitted {
  businessNo: string
  flowNo: string
  fen: number
  at: number
}
