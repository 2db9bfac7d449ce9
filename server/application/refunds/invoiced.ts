import type { Invoice } from '../../domain/invoice/invoice'
import type { Payment } from '../../domain/payment/payment'
import type { Store } from '../ports'
import { type Refusal, refuse } from '../refusal'

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

/**
 * Refuses (`invoice-first`) what would leave less of a payment than its invoice says; `invoiceNo`, `invoicedFen` and `leftFen`
 * say which invoice has to be taken back first, and are not there where one is being issued or taken back at this moment.
 */
export async function refusedByInvoice(
  store: Store,
  payment: Payment,
  amountFen: number,
): Promise<Refusal | undefined> {
  const inTheWay = await invoiceInTheWay(store, payment, amountFen)
  if (inTheWay.outcome === 'none') return undefined
  if (inTheWay.outcome === 'wait') return refuse('invoice-first')
  const { number, amountFen: invoicedFen } = inTheWay.invoice
  const leftFen = payment.amountFen - payment.refundedFen - amountFen
  return refuse('invoice-first', { invoiceNo: number ?? '', invoicedFen, leftFen })
}
