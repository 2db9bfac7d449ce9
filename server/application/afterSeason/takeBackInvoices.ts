import { sumFen } from '../../../contract/money'
import type { RefundApplication } from '../../domain/settlement/refundApplication'
import { seasonInvoices } from '../invoices/seasonInvoices'
import { type Clock, type Ids, Outrun, type Store } from '../ports'
import { redLetterFirst } from '../refunds/redLetterFirst'
import { type Refusal, refuse } from '../refusal'

/**
 * Asks for red letters of the season's invoices, newest first, until those that stand say no more than what remains when a
 * refund has been paid (domain.md TS4, formats.md 6.7); what is left of each is invoiced anew. In the transaction that keeps the
 * application; the refund goes into no payout batch before they are issued. Refused: `invoice-first` while an invoice is
 * being issued or taken back, and nobody knows yet what stands.
 */
export async function takeBackInvoices(
  store: Store,
  { id, householdId, season }: RefundApplication,
  ports: { clock: Clock; ids: Ids },
): Promise<'done' | Refusal> {
  // Read first: an invoice asked for meanwhile raises the version, and the touch below sees it (M2).
  const household = await store.households.byId(householdId)
  const { remainsFen, invoices } = await seasonInvoices(store, { householdId, season })
  let excessFen = sumFen(invoices.map(({ amountFen }) => amountFen)) - remainsFen
  if (!household || !(await store.households.touch(household))) throw new Outrun(`household ${householdId}`)
  if (excessFen <= 0) return 'done'
  const reds = await store.invoices.redsOf(invoices.map((invoice) => invoice.id))
  if (reds.length > 0 || invoices.some(({ state }) => state === 'asked')) return refuse('invoice-first')
  for (const invoice of invoices) {
    if (excessFen <= 0) break
    await redLetterFirst(store, { invoice, refundNo: null, refundApplicationId: id }, ports)
    excessFen -= invoice.amountFen
  }
  return 'done'
}

/** Those of some applications for which red letters are still to be issued. */
export async function waitingForRedLetters(store: Store, applicationIds: readonly string[]): Promise<Set<string>> {
  const reds = await store.invoices.redsFor(applicationIds)
  return new Set(
    reds.flatMap(({ state, refundApplicationId }) => (state === 'issued' ? [] : (refundApplicationId ?? []))),
  )
}
