import type { Invoice } from '../../domain/invoice/invoice'
import type { InvoicePolicy } from '../../domain/invoice/policy'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { InvoiceFacts, InvoiceFiles, InvoiceProvider, IssueOutcome } from '../invoicePort'
import type { Clock, Database, Ids, Store } from '../ports'
import { createInvoiceFacts } from './invoiceFacts'
import { redLetterIssued } from './redLetterIssued'

type Ports = {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  policy: InvoicePolicy
  provider: InvoiceProvider
  files: InvoiceFiles
}

const NO_POLICY = '暂时不能为这笔缴费开具发票：没有适用的税收政策，请联系供热公司。'

/**
 * Has an asked-for invoice, blue or red, issued: the work of the job `issue-invoice`, whose subject is the invoice's id. The
 * file is written before the invoice is called issued, so that whoever sees it issued can download it; tried again after a
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
      // The one who ends it does what follows; whoever tries at the same time finds it ended (M2).
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
