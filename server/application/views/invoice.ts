import type { InvoiceView } from '../../../contract/resident'
import type { Invoice } from '../../domain/invoice/invoice'

/** An invoice as its owner sees it. */
export function invoiceView(invoice: Invoice): InvoiceView {
  const { id, orderNo, state, number, titleKind, titleName, amountFen, askedAt, issuedAt, reason } = invoice
  // A number is taken before the invoice is issued; until then it is none.
  return {
    id,
    orderNo,
    state,
    number: state === 'issued' ? number : null,
    titleKind,
    titleName,
    amountFen,
    askedAt,
    issuedAt,
    reason,
  }
}
