import { sumFen } from '../../../contract/money'
import type { InvoiceRequest, InvoiceView } from '../../../contract/resident'
import { type Invoice, NOT_ISSUED } from '../../domain/invoice/invoice'
import { invoicesOffText } from '../../domain/invoice/off'
import { readTaxNumber } from '../../domain/invoice/taxNumber'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Clock, type Database, type Ids, type Job, Outrun, type Store } from '../ports'
import { type Refusal, refuse } from '../refusal'
import { invoiceView } from '../views/invoice'
import { seasonInvoices } from './seasonInvoices'

/** `invoicesOn`: whether there is somebody who issues; left out, there is. */
type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks; invoicesOn?: boolean }

type Title = Pick<Invoice, 'titleKind' | 'titleName' | 'taxNumber'>

/** The job that is stored with a request and has the invoice issued (M9). */
export function issueInvoiceJob(invoice: Invoice): Pick<Job, 'key' | 'company' | 'kind' | 'subject' | 'dueAt'> {
  const { id, company, askedAt } = invoice
  return { key: `issue-invoice:${id}:${askedAt}`, company, kind: 'issue-invoice', subject: id, dueAt: askedAt }
}

/**
 * Asks for the invoice of a paid order: by the resident who paid it only, one at a time for an order, over what was paid
 * and not refunded. The same again gives the same; another title is refused (`already-invoiced`) unless the first one failed.
 * Where nobody issues, it is refused with what to do instead (`invoices-off`).
 */
export function createRequestInvoice({ database, clock, ids, rulebooks, invoicesOn = true }: Ports) {
  return async function requestInvoice(
    resident: Resident,
    { orderNo, title: asked }: InvoiceRequest,
  ): Promise<InvoiceView | Refusal> {
    const title = readTitle(asked)
    if (!title) return refuse('bad-tax-number')
    return database.transaction(async (store) => {
      const order = await store.orders.byNo(orderNo)
      if (!order || order.residentId !== resident.id || order.company !== resident.company) return refuse('not-found')
      const earlier = await store.invoices.byOrder(orderNo)
      if (earlier?.state === 'asked' || earlier?.state === 'issued') {
        return sameTitle(earlier, title) ? invoiceView(earlier) : refuse('already-invoiced')
      }
      if (!invoicesOn) {
        return refuse('invoices-off', { instead: invoicesOffText({ hotline: rulebooks.get(order.company)?.hotline }) })
      }
      if (order.status !== 'paid') return refuse('order-not-paid')
      // Read before the payments: a refund that comes between raises the version, and the touch below sees it (M2).
      const household = await store.households.byId(order.householdId)
      const amountFen = await invoiceableFen(store, orderNo, rulebooks)
      if (amountFen === 0) return { ...refuse('order-not-paid'), reason: '这笔缴费已经退款，不能再开发票。' }
      // A refund changes the same row: it comes before this invoice and is seen, or after it (M2).
      if (!household || !(await store.households.touch(household))) throw new Outrun(`household ${order.householdId}`)
      const askedAt = clock.now()
      const { company, residentId, householdId } = order
      const invoice: Invoice = {
        id: earlier?.state === 'failed' ? earlier.id : ids.next(),
        company,
        residentId,
        orderNo,
        householdId,
        kind: 'blue',
        nth: earlier?.state === 'reversed' ? earlier.nth + 1 : 1,
        ...title,
        amountFen,
        askedAt,
        reverses: null,
        refundNo: null,
        refundApplicationId: null,
        ...NOT_ISSUED,
      }
      if (earlier?.state === 'failed') {
        const again = { ...title, ...NOT_ISSUED, amountFen, askedAt, number: earlier.number }
        if (!(await store.invoices.change(earlier.id, ['failed'], again))) throw new Outrun(`invoice ${earlier.id}`)
      } else if ((await store.invoices.insert(invoice)) === 'duplicate') throw new Outrun(`invoice of ${orderNo}`)
      await store.jobs.add(issueInvoiceJob(invoice))
      return invoiceView(invoice)
    })
  }
}

/**
 * What of an order's payment may be invoiced, in fen: what was not given back, and where the season's refund is given against
 * the invoice, no more than what remains of all that was paid for the season (TS4).
 */
export async function invoiceableFen(store: Store, orderNo: string, rulebooks: Rulebooks): Promise<number> {
  const payment = (await store.payments.byOrder(orderNo)).find(({ outcome }) => outcome === 'applied')
  const order = await store.orders.byNo(orderNo)
  if (!payment || !order) return 0
  const leftFen = payment.amountFen - payment.refundedFen
  if (!rulebooks.get(order.company)?.settlement?.refundAgainstInvoice) return leftFen
  const { refundedFen, remainsFen, invoices } = await seasonInvoices(store, order)
  if (refundedFen === 0) return leftFen
  const othersFen = sumFen(invoices.flatMap((one) => (one.orderNo === orderNo ? [] : [one.amountFen])))
  return Math.max(0, Math.min(leftFen, remainsFen - othersFen))
}

function readTitle(asked: InvoiceRequest['title']): Title | undefined {
  if (asked.kind === 'personal') return { titleKind: 'personal', titleName: asked.name, taxNumber: null }
  const read = readTaxNumber(asked.taxNumber)
  return read.outcome === 'read'
    ? { titleKind: 'company', titleName: asked.name, taxNumber: read.taxNumber }
    : undefined
}

function sameTitle(one: Title, other: Title): boolean {
  return one.titleKind === other.titleKind && one.titleName === other.titleName && one.taxNumber === other.taxNumber
}
