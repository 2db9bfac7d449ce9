import type { PlannedPayment, PlannedRefund } from './plan'

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

/** How long payers stand before the cashier. */
export const PAYING_TAKES_MS = 20_000

/** What the payer was told that he pays for. */
export const subjectOf = ({ bill }: Pick<PlannedPayment, 'bill'>): string => `${bill.season}采暖季采暖费`

/** All that a channel lists of these payments, in the order in which it happened. */
export function entriesOf(payments: readonly PlannedPayment[]): ChannelEntry[] {
  const entries = payments.flatMap((payment): ChannelEntry[] => {
    const { paidAt, transactionId, orderNo, payer, amountFen, refund } = payment
    const paid = {
      at: paidAt,
      createdAt: paidAt - PAYING_TAKES_MS,
      transactionId,
      orderNo: orderNo ?? '',
      payer,
      subject: subjectOf(payment),
      paidFen: amountFen,
      refund: null,
    }
    return refund ? [paid, { ...paid, at: refund.at, createdAt: refund.at, refund }] : [paid]
  })
  return entries.sort((a, b) => a.at - b.at || (a.transactionId < b.transactionId ? -1 : 1))
}
