import type { InvoiceView } from '../../../contract/resident'
import type { Invoice } from '../../domain/invoice/invoice'

/** Whether there is a number and a file; a reversed invoice keeps both. A number is taken before the invoice is issued. */
export const wasIssued = ({ state }: Pick<Invoice, 'state'>) => state === 'issued' || state === 'reversed'

/** An invoice as its owner sees it. */
export function invoiceView(invoice: Invoice): InvoiceView {
  const { id, orderNo, kind, state, number, titleKind, titleName, amountFen, askedAt, issuedAt, reason } = invoice
  return {
    id,
    orderNo,
    kind,
    state,
    number: wasIssued(invoice) ? number : null,
    titleKind,
    titleName,
    amountFen,
    askedAt,
    issuedAt,
    reason,
  }
}
