import { maskAddress } from '../../domain/household/household'
import type { Invoice } from '../../domain/invoice/invoice'
import { type InvoicePolicy, taxOf } from '../../domain/invoice/policy'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { InvoiceFacts } from '../invoicePort'
import type { Clock, Database } from '../ports'

type Ports = { database: Database; clock: Clock; rulebooks: Rulebooks; policy: InvoicePolicy }

/** Gathers all that is printed on an invoice; undefined when something is missing or no tax rule fits (formats.md 6.2). */
export function createInvoiceFacts({ database, clock, rulebooks, policy }: Ports) {
  return async function factsOf(invoice: Invoice): Promise<InvoiceFacts | undefined> {
    const { id, company, orderNo } = invoice
    const amountFen = Math.abs(invoice.amountFen)
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
}
