import { type Invoice, NOT_ISSUED } from '../../domain/invoice/invoice'
import { issueInvoiceJob } from '../invoices/requestInvoice'
import { type Clock, type Ids, Outrun, type Store } from '../ports'

/**
 * Asks for the red letter of an invoice that a refund would undercut, in the refund's own transaction. Nothing of the refund
 * moves until it is issued: then the refund is sent off, and what is left is invoiced anew (redLetterIssued). A refund after
 * a season, named by its application, is not put into a payout batch before. Without a refund the invoice is taken back for its own sake, and none is issued anew.
 */
export async function redLetterFirst(
  store: Store,
  {
    invoice,
    refundNo,
    refundApplicationId = null,
  }: { invoice: Invoice; refundNo: string | null; refundApplicationId?: string | null },
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  const red: Invoice = {
    ...invoice,
    ...NOT_ISSUED,
    id: ids.next(),
    kind: 'red',
    amountFen: 0 - invoice.amountFen,
    askedAt: clock.now(),
    reverses: invoice.id,
    refundNo,
    refundApplicationId,
  }
  if ((await store.invoices.insert(red)) === 'duplicate') throw new Outrun(`red letter of ${invoice.id}`)
  await store.jobs.add(issueInvoiceJob(red))
}
