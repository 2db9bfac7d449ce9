import { sumFen } from '../../../contract/money'
import type { Invoice } from '../../domain/invoice/invoice'
import { isRefundGiven } from '../../domain/settlement/refundApplication'
import type { Store } from '../ports'
import { isSeasonBill } from '../season/changeBill'

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
  store: Store,
  { householdId, season }: { householdId: string; season: string },
): Promise<SeasonInvoices> {
  const invoices: Invoice[] = []
  let orderedFen = 0
  for (const payment of await store.payments.byHousehold(householdId)) {
    if (payment.orderNo === null || payment.outcome !== 'applied') continue
    const order = await store.orders.byNo(payment.orderNo)
    if (order?.season !== season) continue
    orderedFen += payment.amountFen - payment.refundedFen
    const invoice = await store.invoices.byOrder(payment.orderNo)
    if (invoice?.state === 'asked' || invoice?.state === 'issued') invoices.push(invoice)
  }
  const bill = (await store.bills.byHousehold(householdId)).find(isSeasonBill(season))
  const otherwiseFen = Math.max(0, (bill?.appliedFen ?? 0) - orderedFen)
  const settlement = await store.settlements.of(householdId, season)
  const applications = settlement ? await store.refundApplications.ofSettlements([settlement.id]) : []
  const refundedFen = sumFen(applications.filter(isRefundGiven).map(({ amountFen }) => amountFen))
  return {
    refundedFen,
    remainsFen: orderedFen + otherwiseFen - refundedFen,
    invoices: invoices.sort((one, other) => other.askedAt - one.askedAt),
  }
}
