import { maskAddress } from '../../domain/household/household'
import type { Invoice } from '../../domain/invoice/invoice'
import { type InvoicePolicy, taxOf } from '../../domain/invoice/policy'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { InvoiceFacts, InvoiceFiles, InvoiceProvider } from '../invoicePort'
import type { Clock, Database } from '../ports'

type Ports = {
  database: Database
  clock: Clock
  rulebooks: Rulebooks
  policy: InvoicePolicy
  provider: InvoiceProvider
  files: InvoiceFiles
}

const NO_POLICY = '暂时不能为这笔缴费开具发票：没有适用的税收政策，请联系供热公司。'

/**
 * Has an asked-for invoice issued: the work of the job `issue-invoice`, whose subject is the invoice's id. The file is
 * written before the invoice is called issued, so that whoever sees it issued can download it; tried again after a crash it
 * keeps its number. Gives null, done: a failure is kept on the invoice with its reason.
 */
export function createIssueInvoice({ database, clock, rulebooks, policy, provider, files }: Ports) {
  async function factsOf(invoice: Invoice): Promise<InvoiceFacts | undefined> {
    const { id, company, orderNo, amountFen } = invoice
    const rulebook = rulebooks.get(company)
    const seller = policy.sellers[company]
    const order = await database.read.orders.byNo(orderNo)
    const household = await database.read.households.byId(invoice.householdId)
    const payment = (await database.read.payments.byOrder(orderNo)).find(({ outcome }) => outcome === 'applied')
    if (!rulebook || !seller || !order || !household || !payment) return undefined
    const { season } = order
    const tax = taxOf(policy, { use: household.use, season, province: seller.province, amountFen })
    if (!tax) return undefined
    return {
      id,
      company,
      orderNo,
      seller: { name: rulebook.name, taxNumber: seller.taxNumber },
      buyer: { kind: invoice.titleKind, name: invoice.titleName, taxNumber: invoice.taxNumber },
      item: `*${policy.item.category}*${policy.item.goods}`,
      season,
      household: { userCode: household.userCode, address: maskAddress(household) },
      amountFen,
      tax,
      paidOn: payment.paidOn,
      issuedAt: clock.now(),
      issuedOn: clock.today(),
    }
  }

  const end = (id: string, to: Partial<Invoice>) =>
    database.transaction((store) => store.invoices.change(id, ['asked'], to))

  return async function issueInvoice(invoiceId: string): Promise<null> {
    const invoice = await database.read.invoices.byId(invoiceId)
    if (invoice?.state !== 'asked') return null
    const facts = await factsOf(invoice)
    const issued = facts ? await provider.issue(facts) : ({ outcome: 'failed', reason: NO_POLICY } as const)
    if (issued.outcome === 'failed' || !facts) {
      await end(invoiceId, { state: 'failed', reason: issued.outcome === 'failed' ? issued.reason : NO_POLICY })
      return null
    }
    const fileName = `${issued.number}.${issued.extension}`
    await files.write(invoice.company, fileName, issued.file)
    await end(invoiceId, { state: 'issued', number: issued.number, fileName, issuedAt: facts.issuedAt, reason: null })
    return null
  }
}
