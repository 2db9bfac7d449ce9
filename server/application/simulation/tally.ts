import type { PaymentSource } from '../../domain/payment/payment'
import type { PlannedPayment } from '../../domain/simulation/plan'

/** What was simulated at one channel or bank. */
export interface TalliedSource {
  channel: PaymentSource
  payments: number
  paymentsFen: number
  refunds: number
  refundsFen: number
  /** Payments less refunds: what reconciling the day must come to. */
  totalFen: number
  files: string[]
}

/** Counts a source's payments and refunds. */
export function tally(channel: PaymentSource, plan: readonly PlannedPayment[], files: string[]): TalliedSource {
  const paymentsFen = plan.reduce((sum, { amountFen }) => sum + amountFen, 0)
  const refunds = plan.flatMap(({ refund }) => refund ?? [])
  const refundsFen = refunds.reduce((sum, { amountFen }) => sum + amountFen, 0)
  return {
    channel,
    payments: plan.length,
    paymentsFen,
    refunds: refunds.length,
    refundsFen,
    totalFen: paymentsFen - refundsFen,
    files,
  }
}
