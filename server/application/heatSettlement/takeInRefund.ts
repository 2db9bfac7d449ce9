import { sumFen } from '../../../contract/money'
import { type ApplicantDetails, plainCard, type RefundApplication } from '../../domain/heatSettlement/refundApplication'
import { keepsInDoubt, type SettlementRecord } from '../../domain/heatSettlement/settlement'
import { type By, takeStep } from '../bills/settlementSteps'
import { type Refusal, refuse } from '../common/refusal'
import { seasonInvoices } from '../invoices/invoiceable'
import { redLetterFirst } from '../invoices/redLetter'
import { ConcurrencyConflict, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { checkCardJob } from '../refunds/checkBankCard'

/**
 * Asks for red letters of the season's invoices, newest first, until those that stand say no more than what remains when a
 * refund has been paid (domain.md TS4, formats.md 6.7); what is left of each is invoiced again. In the transaction that keeps the
 * application; the refund goes into no payout batch before they are issued. Refused: `invoice-first` while an invoice is
 * being issued or taken back, and nobody knows yet what stands.
 */
export async function takeBackInvoices(
  store: Store,
  { id, householdId, season }: RefundApplication,
  ports: { clock: Clock; ids: Ids },
): Promise<'done' | Refusal<'invoice-first'>> {
  // Read first: an invoice asked for meanwhile raises the version, and the touch below sees it (M2).
  const household = await store.households.byId(householdId)
  const { remainsFen, invoices } = await seasonInvoices(store, { householdId, season })
  let excessFen = sumFen(invoices.map(({ amountFen }) => amountFen)) - remainsFen
  if (!household || !(await store.households.touch(household)))
    throw new ConcurrencyConflict(`household ${householdId}`)
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
export async function waitingForRedLetters(
  store: Pick<Store, 'invoices'>,
  applicationIds: readonly string[],
): Promise<Set<string>> {
  const reds = await store.invoices.redsFor(applicationIds)
  return new Set(
    reds.flatMap(({ state, refundApplicationId }) => (state === 'issued' ? [] : (refundApplicationId ?? []))),
  )
}

export interface ToTakeIn {
  settlement: SettlementRecord
  details: ApplicantDetails
  /** Who applied online, or null; and who took it in, in a hall, or null. */
  residentId: string | null
  takenBy: string | null
  photoIds: string[]
  /** Nobody has to ask the bank first. */
  withoutCheck: boolean
  by: By
  note?: string
}

/** What keeps a refund from being asked for, no matter who asks. */
export async function hindrance(
  store: Pick<Store, 'objections' | 'refundApplications'>,
  settlement: SettlementRecord,
  today: string,
): Promise<Refusal<'nothing-to-refund' | 'objection-open' | 'refund-applied'> | undefined> {
  const [objection] = await store.objections.ofSettlements([settlement.id])
  if (objection && keepsInDoubt(objection, today)) return refuse('objection-open')
  const applications = await store.refundApplications.ofSettlements([settlement.id])
  if (applications.some(({ liveKey }) => liveKey !== null)) return refuse('refund-applied')
  return settlement.payableFen > 0 ? undefined : refuse('nothing-to-refund')
}

/**
 * Takes a refund application in, in the caller's transaction, with the job that asks the bank about the card, and with the red
 * letters that it needs (TS4): of every company, whether or not its notice speaks of invoices. Refused: `objection-open`, `refund-applied`,
 * `nothing-to-refund`, `bad-bank-card`, `invoice-first`.
 */
export async function takeInRefund(
  store: Store,
  { settlement, details, residentId, takenBy, photoIds, withoutCheck, by, note }: ToTakeIn,
  ports: { clock: Clock; ids: Ids },
): Promise<
  | RefundApplication
  | Refusal<'bad-bank-card' | 'invoice-first' | 'nothing-to-refund' | 'objection-open' | 'refund-applied'>
> {
  const { clock, ids } = ports
  const hindered = await hindrance(store, settlement, clock.today())
  if (hindered) return hindered
  const bankCard = plainCard(details.bankCard)
  if (!/^\d{12,30}$/.test(bankCard)) return refuse('bad-bank-card')
  const application: RefundApplication = {
    id: ids.next(),
    company: settlement.company,
    settlementId: settlement.id,
    householdId: settlement.householdId,
    residentId,
    season: settlement.season,
    status: withoutCheck ? 'checked' : 'applied',
    amountFen: settlement.payableFen,
    owner: details.owner.trim(),
    identityNumber: details.identityNumber.trim().toUpperCase() || null,
    phone: details.phone.trim() || null,
    bankCard,
    photoIds,
    cardCheck: null,
    liveKey: settlement.id,
    reason: null,
    appliedOn: clock.today(),
    appliedAt: clock.now(),
    takenBy,
  }
  if ((await store.refundApplications.insert(application)) === 'duplicate') return refuse('refund-applied')
  await takeStep(store, settlement, { step: 'refund-applied', ...by, note }, ports)
  const taken = await takeBackInvoices(store, application, ports)
  if (taken !== 'done') return taken
  if (!withoutCheck) await store.jobs.add(checkCardJob(application))
  return application
}
