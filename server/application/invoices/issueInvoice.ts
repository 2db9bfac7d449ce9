import { sumFen } from '../../../contract/money'
import { maskAddress } from '../../domain/household/household'
import { type Invoice, NOT_ISSUED } from '../../domain/invoice/invoice'
import { goodsOf, taxBy, taxRuleOf } from '../../domain/invoice/tax'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { sendOff } from '../booking/sendOffRefund'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { InvoiceFacts, InvoiceFiles, InvoiceNumbers, InvoiceProvider, IssueOutcome } from '../ports/invoices'
import type { Clock, Ids } from '../ports/system'
import { invoiceableAgain } from './invoiceable'
import { issueInvoiceJob } from './requestInvoice'

type InvoiceFactsPorts = { database: Database; clock: Clock; rulebooks: Rulebooks }

/** Gathers all that is printed on an invoice; undefined when something is missing or no tax rule fits (formats.md 6.2). */
export function createInvoiceFacts({ database, clock, rulebooks }: InvoiceFactsPorts) {
  return async function factsOf(invoice: Invoice): Promise<InvoiceFacts | undefined> {
    const { id, company, orderNo } = invoice
    const amountFen = Math.abs(invoice.amountFen)
    const rulebook = rulebooks.get(company)
    const seller = rulebook?.seller
    const order = await database.read.orders.byNo(orderNo)
    const household = await database.read.households.byId(invoice.householdId)
    const payment = (await database.read.payments.byOrder(orderNo)).find(({ outcome }) => outcome === 'applied')
    if (!rulebook || !seller || !order || !household || !payment) return undefined
    const { season } = order
    const { paidOn } = payment
    const rule = taxRuleOf(rulebook, { use: household.use, season, paidOn })
    if (!rule) return undefined
    return {
      id,
      company,
      orderNo,
      document: invoice.document ?? 'ordinary',
      seller: {
        name: rulebook.name,
        taxNumber: seller.taxNumber,
        address: seller.address ?? null,
        phone: seller.phone ?? null,
        bank: seller.bank ?? null,
        drawer: seller.drawer ?? rulebook.shortName,
      },
      buyer: {
        kind: invoice.titleKind,
        name: invoice.titleName,
        taxNumber: invoice.taxNumber,
        address: invoice.buyer?.address ?? null,
        phone: invoice.buyer?.phone ?? null,
        bank: invoice.buyer?.bank ?? null,
      },
      goods: goodsOf(rule),
      season,
      household: { userCode: household.userCode, address: maskAddress(household) },
      amountFen,
      tax: taxBy(rule, amountFen),
      paidOn,
      issuedAt: clock.now(),
      issuedOn: clock.today(),
    }
  }
}

/**
 * What follows when a red letter is issued, in the same transaction: its blue invoice is reversed. If a refund waited for it,
 * what is left of the payment is invoiced again under the same title, and the refund is sent off (formats.md 6.7: full reversal
 * and a new blue invoice for the remainder).
 */
export async function redLetterIssued(
  store: Store,
  red: Invoice,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  const blue = red.reverses === null ? undefined : await store.invoices.byId(red.reverses)
  const refund = red.refundNo === null ? undefined : await store.refunds.byNo(red.refundNo)
  const household = await store.households.byId(red.householdId)
  if (!blue || !household) throw new Error(`red letter ${red.id} without what it takes back`)
  // Anyone who takes from the payment, or asks for an invoice of it, changes the same row (M2).
  if (!(await store.households.touch(household))) throw new ConcurrencyConflict(`household ${household.id}`)
  if (!(await store.invoices.change(blue.id, ['issued'], { state: 'reversed' })))
    throw new ConcurrencyConflict(`invoice ${blue.id}`)
  if (red.refundNo === null && red.refundApplicationId === null) return
  if (red.refundNo !== null && !refund) throw new Error(`no refund ${red.refundNo}`)
  const left = await invoiceableAgain(store, blue)
  // One of its payments has been put on another invoice: what is left, its payer asks for.
  if (left !== 'already-invoiced' && left.length > 0) {
    const id = ids.next()
    const anew: Invoice = {
      ...blue,
      ...NOT_ISSUED,
      id,
      nth: await store.invoices.nextNth(blue.orderNo),
      amountFen: sumFen(left.map(({ amountFen }) => amountFen)),
      askedAt: clock.now(),
    }
    const parts = left.map((part) => ({ ...part, invoiceId: id }))
    if ((await store.invoices.insert(anew, parts)) === 'duplicate')
      throw new ConcurrencyConflict(`invoice of ${red.orderNo}`)
    await store.jobs.add(issueInvoiceJob(anew))
  }
  // A refund after a season needs no push: the next payout batch finds it no longer waiting.
  if (refund) await sendOff(store, refund, household.id, { clock, ids })
}

type Ports = {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  provider: InvoiceProvider
  files: InvoiceFiles
}

const NO_POLICY = '暂时不能为这笔缴费开具发票：没有适用的税收政策，请联系供热公司。'

/**
 * Has an asked-for invoice, blue or red, issued: the work of the job `issue-invoice`, whose subject is the invoice's id. The
 * file is written before the invoice is called issued, so that anyone who sees it issued can download it; tried again after a
 * crash it keeps its number. Gives null, done: a failure is kept on the invoice with its reason.
 */
export function createIssueInvoice(ports: Ports) {
  const { database, provider, files } = ports
  const factsOf = createInvoiceFacts(ports)

  async function ask(invoice: Invoice, facts: InvoiceFacts): Promise<IssueOutcome> {
    if (invoice.reverses === null) return provider.issue(facts)
    const blue = await database.read.invoices.byId(invoice.reverses)
    if (!blue?.number) throw new Error(`red letter ${invoice.id} of an invoice that was not issued`)
    return provider.reverse(facts, { number: blue.number })
  }

  const end = (invoice: Invoice, to: Partial<Invoice>, then?: (store: Store) => Promise<void>) =>
    database.transaction(async (store) => {
      // The one who ends it does what follows; anyone who tries at the same time finds it ended (M2).
      if (await store.invoices.change(invoice.id, ['asked'], to)) await then?.(store)
    })

  return async function issueInvoice(invoiceId: string): Promise<null> {
    const invoice = await database.read.invoices.byId(invoiceId)
    if (invoice?.state !== 'asked') return null
    const facts = await factsOf(invoice)
    const issued = facts ? await ask(invoice, facts) : ({ outcome: 'failed', reason: NO_POLICY } as const)
    if (issued.outcome === 'failed' || !facts) {
      await end(invoice, { state: 'failed', reason: issued.outcome === 'failed' ? issued.reason : NO_POLICY })
      return null
    }
    const fileName = `${issued.number}.${issued.extension}`
    await files.write(invoice.company, fileName, issued.file)
    const done = { state: 'issued', number: issued.number, fileName, issuedAt: facts.issuedAt, reason: null } as const
    await end(invoice, done, async (store) => {
      if (invoice.kind === 'red') await redLetterIssued(store, invoice, ports)
    })
    return null
  }
}

/** Takes an invoice's number from its company's number space and keeps it on the invoice at once, so that a crash wastes none. */
export function createInvoiceNumbers(database: Database, files: Pick<InvoiceFiles, 'has'>): InvoiceNumbers {
  return {
    take: ({ id, company }, space, { write, fileOf }) =>
      database.transaction(async (store) => {
        const invoice = await store.invoices.byId(id)
        if (!invoice) throw new Error(`no invoice ${id}`)
        if (invoice.number !== null) return invoice.number
        let number = write(await store.sequences.next(company, space))
        while (await files.has(company, fileOf(number))) number = write(await store.sequences.next(company, space))
        // Anyone who waited for the sequence while another numbered this very invoice gives his number back (M2).
        if ((await store.invoices.byId(id))?.number !== null) throw new ConcurrencyConflict(`invoice ${id}`)
        if (!(await store.invoices.change(id, ['asked'], { number }))) throw new ConcurrencyConflict(`invoice ${id}`)
        return number
      }),
  }
}
