import { formatYuan } from '../../../contract/money'
import type { Actor, Approval } from '../../domain/approval/approval'
import { type Invoice, NOT_ISSUED } from '../../domain/invoice/invoice'
import { type Executor, propose } from '../approvals/approvals'
import { allOrNothing } from '../common/allOrNothing'
import { type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { issueInvoiceJob } from './requestInvoice'

/**
 * Asks for the red letter of an invoice that a refund would undercut, in the refund's own transaction. Nothing of the refund
 * moves until it is issued: then the refund is sent off, and what is left is invoiced again (redLetterIssued). A refund after
 * a season, named by its application, is not put into a payout batch before. Without a refund the invoice is taken back for its own sake, and none is issued again.
 */
export async function redLetterFirst(
  store: Pick<Store, 'invoices' | 'jobs'>,
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
  if ((await store.invoices.insert(red)) === 'duplicate') throw new ConcurrencyConflict(`red letter of ${invoice.id}`)
  await store.jobs.add(issueInvoiceJob(red))
}

/** An issued blue invoice that nobody is taking back; refused `not-found`, `invoice-first` (being issued or taken back). */
async function issued(
  store: Pick<Store, 'invoices'>,
  company: string,
  id: string,
): Promise<Invoice | Refusal<'invoice-first' | 'not-found'>> {
  const invoice = await store.invoices.byId(id)
  if (!invoice || invoice.company !== company || invoice.kind !== 'blue') return refuse('not-found')
  if (invoice.state !== 'issued' || (await store.invoices.redOf(id))) return refuse('invoice-first')
  return invoice
}

/**
 * Proposes to take an invoice back without a refund of ours: its payment was corrected, moved to another household, or given
 * back at the channel's own desk. Another person approves it; what is left is invoiced again when its payer asks for it.
 */
export function createProposeRedLetter(ports: { database: Database; clock: Clock; ids: Ids }) {
  return function proposeRedLetter(
    company: string,
    maker: Actor,
    { id, reason }: { id: string; reason: string },
  ): Promise<Approval | Refusal<'already-proposed' | 'invoice-first' | 'not-found'>> {
    return allOrNothing(ports.database, async (store) => {
      const invoice = await issued(store, company, id)
      if ('refused' in invoice) return invoice
      return propose(
        store,
        {
          company,
          deed: 'red-letter',
          subject: id,
          summary: `红冲发票 ${invoice.number}，金额 ${formatYuan(invoice.amountFen)}，原因：${reason}`,
          amountFen: invoice.amountFen,
          payload: { invoiceId: id, reason },
          maker,
        },
        ports,
      )
    })
  }
}

/** The executor of `red-letter`: looks again, and asks for the red invoice. */
export const executeRedLetter: Executor<'invoice-first' | 'not-found'> = async (store, approval, ports) => {
  const found = await store.invoices.byId(String(approval.payload.invoiceId))
  const household = found && (await store.households.byId(found.householdId))
  if (!found || !household) return refuse('not-found')
  // A refund of the same payment changes the same row: one of the two is first, and the other sees it (M2).
  if (!(await store.households.touch(household))) throw new ConcurrencyConflict(`household ${household.id}`)
  const invoice = await issued(store, approval.company, found.id)
  if ('refused' in invoice) return invoice
  await redLetterFirst(store, { invoice, refundNo: null }, ports)
  return 'done'
}
