import type { InvoiceDocument } from '../../../contract/invoiceWords'
import { sumFen } from '../../../contract/money'
import type { InvoiceRequest, InvoiceView } from '../../../contract/resident'
import { readTaxNumber } from '../../../contract/taxNumber'
import type { Use } from '../../../contract/words'
import type { Actor } from '../../domain/approval/approval'
import {
  INVOICES_OFF_FOR_STAFF,
  type Invoice,
  invoicesOffText,
  isInForce,
  NOT_ISSUED,
} from '../../domain/invoice/invoice'
import { invoicedBy } from '../../domain/invoice/invoicing'
import type { TaxRule } from '../../domain/invoice/tax'
import type { Order } from '../../domain/payment/order'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { allOrNothing } from '../common/allOrNothing'
import { type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import type { Job } from '../ports/work'
import { invoiceable, invoiceableAgain } from './invoiceable'
import { keepTitle } from './savedTitles'
import { invoiceView } from './showInvoices'

/**
 * `invoicesOn`: whether there is somebody who issues; left out, there is. `realInvoices`: what he issues is real, so that there must be a
 * seller who is not for tests, and a tax code.
 */
type Ports = {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  invoicesOn?: boolean
  realInvoices?: boolean
}

type Title = Pick<Invoice, 'titleKind' | 'titleName' | 'taxNumber' | 'document' | 'buyer'>

/** The job that is stored with a request and has the invoice issued (M9). */
export function issueInvoiceJob(invoice: Invoice): Pick<Job, 'key' | 'company' | 'kind' | 'subject' | 'dueAt'> {
  const { id, company, askedAt } = invoice
  return { key: `issue-invoice:${id}:${askedAt}`, company, kind: 'issue-invoice', subject: id, dueAt: askedAt }
}

/**
 * Asks for the invoice of a paid order, alone or together with others of its season: by the resident who paid only, one at a time
 * for an order, over what was paid and not refunded. The same again gives the same; another title is refused (`already-invoiced`) unless the first one failed.
 * Where nobody issues, it is refused with what to do instead (`invoices-off`).
 */
export function createRequestInvoice(ports: Ports) {
  const { database, clock, ids, rulebooks, invoicesOn = true, realInvoices = false } = ports
  return async function requestInvoice(
    resident: Resident,
    { orderNo, together, title: asked, document = 'ordinary' }: InvoiceRequest,
  ): Promise<
    | InvoiceView
    | Refusal<
        | 'already-invoiced'
        | 'bad-tax-number'
        | 'invoices-off'
        | 'no-special-invoice'
        | 'not-found'
        | 'not-one-season'
        | 'order-not-paid'
      >
  > {
    const title = readTitle(asked, document)
    if (!title) return refuse('bad-tax-number')
    if (document === 'special' && title.titleKind === 'personal') return refuse('no-special-invoice')
    return allOrNothing(database, async (store) => {
      const order = await store.orders.byNo(orderNo)
      if (!order || order.residentId !== resident.id || order.company !== resident.company) return refuse('not-found')
      const orders = await ordersTogether(store, order, together)
      if (!Array.isArray(orders)) return orders
      const earlier = await store.invoices.byOrder(orderNo)
      if (earlier && isInForce(earlier.state)) {
        const sameOrders = together === 'season' || (await isOfOrders(store, earlier, orders))
        return sameOrders && sameTitle(earlier, title) ? invoiceView(earlier) : refuse('already-invoiced')
      }
      const rulebook = rulebooks.get(order.company)
      const off = () => refuse('invoices-off', { instead: invoicesOffText({ hotline: rulebook?.hotline }) })
      if (!invoicesOn || !rulebook) return off()
      if (orders.some(({ status }) => status !== 'paid')) return refuse('order-not-paid')
      // Read before the payments: a refund that comes between raises the version, and the touch below sees it (M2).
      const household = await store.households.byId(order.householdId)
      const rules = await rulesOf(store, rulebook, { orders, use: household?.use ?? '', real: realInvoices })
      if (!rules) return off()
      if (rules.some(({ documents }) => !documents.includes(document))) return refuse('no-special-invoice')
      const id = earlier?.state === 'failed' ? earlier.id : ids.next()
      const left = await invoiceable(store, orders)
      if (left === 'already-invoiced') {
        // Somebody was faster with this very order: seen again, his is the answer.
        const now = await store.invoices.byOrder(orderNo)
        if (now && isInForce(now.state)) throw new ConcurrencyConflict(`invoice of ${orderNo}`)
        return refuse('already-invoiced')
      }
      const parts = left.map((part) => ({ ...part, invoiceId: id }))
      const amountFen = sumFen(parts.map((part) => part.amountFen))
      if (amountFen === 0) return { ...refuse('order-not-paid'), reason: '这笔缴费已经退款，不能再开发票。' }
      // A refund changes the same row: it comes before this invoice and is seen, or after it (M2).
      if (!household || !(await store.households.touch(household)))
        throw new ConcurrencyConflict(`household ${order.householdId}`)
      const askedAt = clock.now()
      const { company, residentId, householdId } = order
      const invoice: Invoice = {
        id,
        company,
        residentId,
        orderNo: earlier?.state === 'failed' ? earlier.orderNo : orderNo,
        householdId,
        kind: 'blue',
        nth: earlier?.state === 'failed' ? earlier.nth : await store.invoices.nextNth(orderNo),
        ...title,
        amountFen,
        askedAt,
        reverses: null,
        refundNo: null,
        refundApplicationId: null,
        ...NOT_ISSUED,
      }
      if (earlier?.state === 'failed') {
        await store.invoices.changeParts(id, parts)
        const again = { ...title, ...NOT_ISSUED, amountFen, askedAt, number: earlier.number }
        if (!(await store.invoices.change(id, ['failed'], again))) throw new ConcurrencyConflict(`invoice ${id}`)
      } else if ((await store.invoices.insert(invoice, parts)) === 'duplicate')
        throw new ConcurrencyConflict(`invoice of ${orderNo}`)
      await keepTitle(store, invoice, ports)
      await store.jobs.add(issueInvoiceJob(invoice))
      return invoiceView(invoice)
    })
  }
}

/**
 * The orders that are to be on one invoice: the one asked for, those named with it, or all of its season that are on none yet; of the
 * same payer, household and season. Refused: `not-found`, `not-one-season`.
 */
async function ordersTogether(
  store: Pick<Store, 'invoices' | 'orders' | 'payments'>,
  order: Order,
  together: InvoiceRequest['together'],
): Promise<Order[] | Refusal<'not-found' | 'not-one-season'>> {
  if (together === undefined) return [order]
  const { residentId, householdId, season } = order
  if (together === 'season') {
    const all: Order[] = [order]
    for (const { id, outcome, orderNo } of await store.payments.byHousehold(householdId)) {
      if (outcome !== 'applied' || orderNo === null || orderNo === order.orderNo) continue
      const other = await store.orders.byNo(orderNo)
      if (other?.residentId !== residentId || other.season !== season) continue
      if (!(await store.invoices.inForceOf(id))) all.push(other)
    }
    return all
  }
  const others: Order[] = []
  for (const number of new Set(together)) {
    if (number === order.orderNo) continue
    const other = await store.orders.byNo(number)
    if (other?.residentId !== residentId) return refuse('not-found')
    if (other.householdId !== householdId || other.season !== season) return refuse('not-one-season')
    others.push(other)
  }
  return [order, ...others]
}

/** The rule by which some orders' payments may be invoiced; none when one of them has none, or not the same as the others. */
async function rulesOf(
  store: Pick<Store, 'payments'>,
  rulebook: Rulebook,
  { orders, use, real }: { orders: readonly Order[]; use: Use; real: boolean },
): Promise<TaxRule[] | undefined> {
  const rules: TaxRule[] = []
  for (const { orderNo, season } of orders) {
    const payment = (await store.payments.byOrder(orderNo)).find(({ outcome }) => outcome === 'applied')
    const rule = payment && invoicedBy(rulebook, { use, season, paidOn: payment.paidOn }, { real })
    // One invoice has one line: what is taxed otherwise goes onto another.
    if (!rule || (rules[0] && rules[0] !== rule)) return undefined
    rules.push(rule)
  }
  return rules
}

async function isOfOrders(
  store: Pick<Store, 'invoices'>,
  { id }: Invoice,
  orders: readonly Pick<Order, 'orderNo'>[],
): Promise<boolean> {
  const of = (await store.invoices.parts(id)).map(({ orderNo }) => orderNo).sort()
  return (
    of.join() ===
    orders
      .map(({ orderNo }) => orderNo)
      .sort()
      .join()
  )
}

/** The title as it is kept; undefined when its tax number is wrong. Address, phone and bank are a special invoice's. */
function readTitle(asked: InvoiceRequest['title'], document: InvoiceDocument): Title | undefined {
  if (asked.kind === 'personal')
    return { titleKind: 'personal', titleName: asked.name, taxNumber: null, document, buyer: null }
  const read = readTaxNumber(asked.taxNumber)
  if (read.outcome !== 'read') return undefined
  const { address = null, phone = null, bank = null } = asked
  const buyer = document === 'special' ? { address, phone, bank } : null
  return { titleKind: 'company', titleName: asked.name, taxNumber: read.taxNumber, document, buyer }
}

function sameTitle(one: Title, other: Title): boolean {
  return (
    one.titleKind === other.titleKind &&
    one.titleName === other.titleName &&
    one.taxNumber === other.taxNumber &&
    (one.document ?? 'ordinary') === (other.document ?? 'ordinary')
  )
}

/**
 * Has an invoice that failed, blue or red, tried again, under its number if it had one. A blue one is over what is paid and
 * not refunded now. Refused: `not-found`, `already-resolved` (it did not fail, or somebody was faster), `order-not-paid`,
 * `invoices-off` (nobody issues).
 */
export function createRetryInvoice(ports: { database: Database; clock: Clock; ids: Ids; invoicesOn?: boolean }) {
  const { database, clock, ids, invoicesOn = true } = ports
  return function retryInvoice(
    company: string,
    staff: Actor,
    id: string,
  ): Promise<{ id: string } | Refusal<'already-resolved' | 'invoices-off' | 'not-found' | 'order-not-paid'>> {
    return allOrNothing(database, async (store) => {
      const failed = await store.invoices.byId(id)
      if (!failed || failed.company !== company) return refuse('not-found')
      if (failed.state !== 'failed') return refuse('already-resolved')
      // A red one is asked for all the same: a simulated invoice is taken back without a provider.
      if (!invoicesOn && failed.kind === 'blue') return refuse('invoices-off', { instead: INVOICES_OFF_FOR_STAFF })
      const household = await store.households.byId(failed.householdId)
      const left = failed.kind === 'red' ? [] : await invoiceableAgain(store, failed)
      if (left === 'already-invoiced') return refuse('already-resolved')
      const amountFen = failed.kind === 'red' ? failed.amountFen : sumFen(left.map((part) => part.amountFen))
      if (amountFen === 0) return refuse('order-not-paid')
      // A refund changes the same row: it comes before this and is seen, or after it (M2).
      if (!household || !(await store.households.touch(household)))
        throw new ConcurrencyConflict(`household ${failed.householdId}`)
      const askedAt = clock.now()
      const again: Invoice = { ...failed, ...NOT_ISSUED, number: failed.number, amountFen, askedAt }
      if (failed.kind === 'blue')
        await store.invoices.changeParts(
          id,
          left.map((part) => ({ ...part, invoiceId: id })),
        )
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
