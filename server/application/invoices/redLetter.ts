import { formatYuan } from '../../../contract/money'
import type { Actor, Approval } from '../../domain/approval/approval'
import type { Invoice } from '../../domain/invoice/invoice'
import { allOrNothing } from '../allOrNothing'
import { type Executor, propose } from '../approvals'
import { type Clock, type Database, type Ids, Outrun, type Store } from '../ports'
import { redLetterFirst } from '../refunds/redLetterFirst'
import { type Refusal, refuse } from '../refusal'

/** An issued blue invoice that nobody is taking back; refused `not-found`, `invoice-first` (being issued or taken back). */
async function issued(store: Store, company: string, id: string): Promise<Invoice | Refusal> {
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
  ): Promise<Approval | Refusal> {
    return allOrNothing<Approval>(ports.database, async (store) => {
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
export const executeRedLetter: Executor = async (store, approval, ports) => {
  const found = await store.invoices.byId(String(approval.payload.invoiceId))
  const household = found && (await store.households.byId(found.householdId))
  if (!found || !household) return refuse('not-found')
  // A refund of the same payment changes the same row: one of the two is first, and the other sees it (M2).
  if (!(await store.households.touch(household))) throw new Outrun(`household ${household.id}`)
  const invoice = await issued(store, approval.company, found.id)
  if ('refused' in invoice) return invoice
  await redLetterFirst(store, { invoice, refundNo: null }, ports)
  return 'done'
}
