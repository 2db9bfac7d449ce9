import { type Invoice, NOT_ISSUED } from '../../domain/invoice/invoice'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Clock, type Ids, Outrun, type Store } from '../ports'
import { sendOff } from '../refunds/sendOff'
import { invoiceableFen, issueInvoiceJob } from './requestInvoice'

/**
 * What follows when a red letter is issued, in the same transaction: its blue invoice is reversed. If a refund waited for it,
 * what is left of the payment is invoiced anew under the same title, and the refund is sent off (formats.md 6.7: full reversal
 * and a new blue invoice for the remainder).
 */
export async function redLetterIssued(
  store: Store,
  red: Invoice,
  { clock, ids, rulebooks }: { clock: Clock; ids: Ids; rulebooks: Rulebooks },
): Promise<void> {
  const blue = red.reverses === null ? undefined : await store.invoices.byId(red.reverses)
  const refund = red.refundNo === null ? undefined : await store.refunds.byNo(red.refundNo)
  const household = await store.households.byId(red.householdId)
  if (!blue || !household) throw new Error(`red letter ${red.id} without what it takes back`)
  // Whoever takes from the payment, or asks for an invoice of it, changes the same row (M2).
  if (!(await store.households.touch(household))) throw new Outrun(`household ${household.id}`)
  if (!(await store.invoices.change(blue.id, ['issued'], { state: 'reversed' }))) throw new Outrun(`invoice ${blue.id}`)
  if (red.refundNo === null && red.refundApplicationId === null) return
  if (red.refundNo !== null && !refund) throw new Error(`no refund ${red.refundNo}`)
  const leftFen = await invoiceableFen(store, red.orderNo, rulebooks)
  if (leftFen > 0) {
    const anew: Invoice = {
      ...blue,
      ...NOT_ISSUED,
      id: ids.next(),
      nth: blue.nth + 1,
      amountFen: leftFen,
      askedAt: clock.now(),
    }
    if ((await store.invoices.insert(anew)) === 'duplicate') throw new Outrun(`invoice of ${red.orderNo}`)
    await store.jobs.add(issueInvoiceJob(anew))
  }
  // A refund after a season needs no push: the next payout batch finds it no longer waiting.
  if (refund) await sendOff(store, refund, household.id, { clock, ids })
}
