import type { Rulebook } from '../../domain/rulebook/rulebook'
import { plainCard } from '../../domain/settlement/bankCard'
import { keepsInDoubt } from '../../domain/settlement/objection'
import type { ApplicantDetails, RefundApplication } from '../../domain/settlement/refundApplication'
import type { SettlementRecord } from '../../domain/settlement/settlement'
import type { Clock, Ids, Store } from '../ports'
import { type Refusal, refuse } from '../refusal'
import { checkCardJob } from './checkBankCard'
import { type By, takeStep } from './steps'
import { takeBackInvoices } from './takeBackInvoices'

export interface ToTakeIn {
  rulebook: Rulebook
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

/** What keeps a refund from being asked for, whoever asks. */
export async function hindrance(
  store: Store,
  settlement: SettlementRecord,
  today: string,
): Promise<Refusal | undefined> {
  const [objection] = await store.objections.ofSettlements([settlement.id])
  if (objection && keepsInDoubt(objection, today)) return refuse('objection-open')
  const applications = await store.refundApplications.ofSettlements([settlement.id])
  if (applications.some(({ liveKey }) => liveKey !== null)) return refuse('refund-applied')
  return settlement.payableFen > 0 ? undefined : refuse('nothing-to-refund')
}

/**
 * Takes a refund application in, in the caller's transaction, with the job that asks the bank about the card, and where the
 * rulebook says so with the red letters that it needs (TS4). Refused: `objection-open`, `refund-applied`,
 * `nothing-to-refund`, `bad-bank-card`, `invoice-first`.
 */
export async function takeInRefund(
  store: Store,
  { rulebook, settlement, details, residentId, takenBy, photoIds, withoutCheck, by, note }: ToTakeIn,
  ports: { clock: Clock; ids: Ids },
): Promise<RefundApplication | Refusal> {
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
  if (rulebook.settlement?.refundAgainstInvoice) {
    const taken = await takeBackInvoices(store, application, ports)
    if (taken !== 'done') return taken
  }
  if (!withoutCheck) await store.jobs.add(checkCardJob(application))
  return application
}
