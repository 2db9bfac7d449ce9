import type { Invoice } from '../../domain/invoice/invoice'
import type { Payment } from '../../domain/payment/payment'
import type { Store } from '../ports'

/**
 * What an invoice asks of whoever takes an amount from its payment. `red-letter`: it is taken back before money moves.
 * `wait`: it is being issued or taken back at this moment, and nobody knows yet what stands.
 */
export type InvoiceInTheWay = { outcome: 'none' } | { outcome: 'wait' } | { outcome: 'red-letter'; invoice: Invoice }

/**
 * Looks whether taking an amount from a payment would leave less than its invoice says (faults.md, Invariants: invoiced ≤
 * paid − refunded). The household's version is raised by both, so that an invoice asked for meanwhile is seen (M2).
 */
export async function invoiceInTheWay(store: Store, payment: Payment, amountFen: number): Promise<InvoiceInTheWay> {
  const invoice = payment.orderNo === null ? undefined : await store.invoices.byOrder(payment.orderNo)
  if (!invoice || invoice.state === 'failed' || invoice.state === 'reversed') return { outcome: 'none' }
  if (payment.amountFen - payment.refundedFen - amountFen >= invoice.amountFen) return { outcome: 'none' }
  if (invoice.state === 'asked' || (await store.invoices.redOf(invoice.id))) return { outcome: 'wait' }
  return { outcome: 'red-letter', invoice }
}

/** Whether taking an amount from a payment would leave less than its invoice says, whatever can be done about it. */
export async function wouldUndercutInvoice(store: Store, payment: Payment, amountFen: number): Promise<boolean> {
  return (await invoiceInTheWay(store, payment, amountFen)).outcome !== 'none'
}
