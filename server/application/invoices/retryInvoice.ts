import type { Actor } from '../../domain/approval/approval'
import { type Invoice, NOT_ISSUED } from '../../domain/invoice/invoice'
import { INVOICES_OFF_FOR_STAFF } from '../../domain/invoice/off'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { allOrNothing } from '../allOrNothing'
import { type Clock, type Database, type Ids, Outrun } from '../ports'
import { type Refusal, refuse } from '../refusal'
import { invoiceableFen, issueInvoiceJob } from './requestInvoice'

/**
 * Has an invoice that failed, blue or red, tried again, under its number if it had one. A blue one is over what is paid and
 * not refunded now. Refused: `not-found`, `already-resolved` (it did not fail, or somebody was faster), `order-not-paid`,
 * `invoices-off` (nobody issues).
 */
export function createRetryInvoice(ports: {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  invoicesOn?: boolean
}) {
  const { database, clock, ids, rulebooks, invoicesOn = true } = ports
  return function retryInvoice(company: string, staff: Actor, id: string): Promise<{ id: string } | Refusal> {
    return allOrNothing<{ id: string }>(database, async (store) => {
      const failed = await store.invoices.byId(id)
      if (!failed || failed.company !== company) return refuse('not-found')
      if (failed.state !== 'failed') return refuse('already-resolved')
      // A red one is asked for all the same: a simulated invoice is taken back without a provider.
      if (!invoicesOn && failed.kind === 'blue') return refuse('invoices-off', { instead: INVOICES_OFF_FOR_STAFF })
      const household = await store.households.byId(failed.householdId)
      const amountFen =
        failed.kind === 'red' ? failed.amountFen : await invoiceableFen(store, failed.orderNo, rulebooks)
      if (amountFen === 0) return refuse('order-not-paid')
      // A refund changes the same row: it comes before this and is seen, or after it (M2).
      if (!household || !(await store.households.touch(household))) throw new Outrun(`household ${failed.householdId}`)
      const askedAt = clock.now()
      const again: Invoice = { ...failed, ...NOT_ISSUED, number: failed.number, amountFen, askedAt }
      if (!(await store.invoices.change(id, ['failed'], again))) return refuse('already-resolved')
      await store.jobs.add(issueInvoiceJob(again))
      await store.audit.append({
        id: ids.next(),
        company,
        at: askedAt,
        actor: staff.loginName,
        deed: 'retry-invoice',
        subject: id,
        detail: { kind: failed.kind, orderNo: failed.orderNo, amountFen },
      })
      return { id }
    })
  }
}
