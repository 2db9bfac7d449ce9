import { sumFen } from '../../../contract/money'
import { isRefundGiven } from '../../domain/heatSettlement/refundApplication'
import type { Invoice, InvoicePart } from '../../domain/invoice/invoice'
import type { Order } from '../../domain/payment/order'
import { isSeasonBill } from '../bills/changeBill'
import type { Store } from '../ports/database'

export interface SeasonInvoices {
  /** What the household gets back after the season, asked for or paid, in fen. */
  refundedFen: number
  /** What was paid for the season, less what was and is given back of it. */
  remainsFen: number
  /** Invoices of the season's orders that stand or are being issued, newest first. */
  invoices: Invoice[]
}

/**
 * What a household's invoices of a season say, against what remains of its payments for that season. What was paid without an
 * order (at a bank's counter) has no invoice of ours; it counts as paid as far as it went to the season's bill. Amounts in fen.
 */
export async function seasonInvoices(
  store: Pick<Store, 'bills' | 'invoices' | 'orders' | 'payments' | 'refundApplications' | 'settlements'>,
  { householdId, season }: { householdId: string; season: string },
): Promise<SeasonInvoices> {
  const invoices = new Map<string, Invoice>()
  let orderedFen = 0
  for (const payment of await store.payments.byHousehold(householdId)) {
    if (payment.orderNo === null || payment.outcome !== 'applied') continue
    const order = await store.orders.byNo(payment.orderNo)
    if (order?.season !== season) continue
    orderedFen += payment.amountFen - payment.refundedFen
    const inForce = await store.invoices.inForceOf(payment.id)
    if (inForce) invoices.set(inForce.invoice.id, inForce.invoice)
  }
  const bill = (await store.bills.byHousehold(householdId)).find(isSeasonBill(season))
  const otherwiseFen = Math.max(0, (bill?.appliedFen ?? 0) - orderedFen)
  const settlement = await store.settlements.of(householdId, season)
  const applications = settlement ? await store.refundApplications.ofSettlements([settlement.id]) : []
  const refundedFen = sumFen(applications.filter(isRefundGiven).map(({ amountFen }) => amountFen))
  return {
    refundedFen,
    remainsFen: orderedFen + otherwiseFen - refundedFen,
    invoices: [...invoices.values()].sort((one, other) => other.askedAt - one.askedAt),
  }
}

type Left = Omit<InvoicePart, 'invoiceId'>

/**
 * What of some orders' payments may be invoiced together now, each more than nothing, in fen: what was not given back, and no more
 * than what remains of all that was paid for the season when its refund is paid (TS4) and others of its invoices stand. `already-invoiced`
 * when one of them is on another invoice that is in force.
 */
export async function invoiceable(
  store: Pick<Store, 'bills' | 'invoices' | 'orders' | 'payments' | 'refundApplications' | 'settlements'>,
  orders: readonly Pick<Order, 'orderNo' | 'company' | 'householdId' | 'season'>[],
): Promise<Left[] | 'already-invoiced'> {
  const [first] = orders
  if (!first) return []
  const { refundedFen, remainsFen, invoices } = await seasonInvoices(store, first)
  const invoicedFen = sumFen(invoices.map(({ amountFen }) => amountFen))
  let roomFen = refundedFen === 0 ? Number.POSITIVE_INFINITY : Math.max(0, remainsFen - invoicedFen)
  const parts: Left[] = []
  for (const { orderNo, company } of orders) {
    const payment = (await store.payments.byOrder(orderNo)).find(({ outcome }) => outcome === 'applied')
    if (!payment) continue
    if (await store.invoices.inForceOf(payment.id)) return 'already-invoiced'
    const amountFen = Math.min(payment.amountFen - payment.refundedFen, roomFen)
    if (amountFen <= 0) continue
    roomFen -= amountFen
    parts.push({ paymentId: payment.id, company, orderNo, amountFen })
  }
  return parts
}

/** The orders of an invoice, with what it may say of them now that it is not in force. */
export async function invoiceableAgain(
  store: Pick<Store, 'bills' | 'invoices' | 'orders' | 'payments' | 'refundApplications' | 'settlements'>,
  { id }: Pick<Invoice, 'id'>,
): Promise<Left[] | 'already-invoiced'> {
  const parts = await store.invoices.parts(id)
  const orders = await Promise.all(parts.map(({ orderNo }) => store.orders.byNo(orderNo)))
  return invoiceable(
    store,
    orders.filter((order) => order !== undefined),
  )
}
