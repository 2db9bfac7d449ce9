import type { Payment } from '../../domain/payment/payment'
import type { Store } from '../ports'

/**
 * Whether taking an amount from a payment would leave less than its invoice says (faults.md, Invariants: invoiced ≤ paid −
 * refunded). The household's version is raised by both, so that an invoice asked for meanwhile is seen (M2).
 */
export async function wouldUndercutInvoice(store: Store, payment: Payment, amountFen: number): Promise<boolean> {
  const invoice = payment.orderNo === null ? undefined : await store.invoices.byOrder(payment.orderNo)
  if (!invoice || invoice.state === 'failed') return false
  return payment.amountFen - payment.refundedFen - amountFen < invoice.amountFen
}
