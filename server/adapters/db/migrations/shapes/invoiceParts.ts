import { amount, key, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

/** What a blue invoice says of each payment that it is of. */
export const invoiceParts: TableLayout = {
  name: 'invoice_parts',
  columns: {
    invoiceId: key(word(26)),
    paymentId: key(word(26)),
    company: word(32),
    orderNo: word(20),
    amountFen: amount,
  },
  indices: [['orderNo'], ['paymentId']],
}
