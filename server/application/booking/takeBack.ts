import type { Payment } from '../../domain/payment/payment'
import { sharesOf, type TakeBack, takeBackPlan } from '../../domain/payment/refundable'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { withdrawDiscounts } from '../bills/earlyPayment'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

/**
 * Takes an amount of an applied payment back from its household's bills and credit, on a civil day, by further rows with
 * negative amounts; the caller posts what comes back to the ledger. `by` is the refund or claim that does it.
 * Refused with `not-refundable` when the money has been used otherwise in the meantime. Throws ConcurrencyConflict when outrun.
 */
export async function takeOutOfBills(
  store: Pick<Store, 'bills' | 'households'>,
  payment: Payment & { householdId: string },
  input: { amountFen: number; by: string; on: string },
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<TakeBack | Refusal<'not-refundable'>> {
  const household = await store.households.byId(payment.householdId)
  if (!household) throw new Error(`payment ${payment.id} names a household that is not there`)
  const bills = await store.bills.byHousehold(household.id)
  const shares = sharesOf(payment.id, await store.bills.applicationsOf(household.id), bills)
  const plan = takeBackPlan({
    amountFen: input.amountFen,
    leftFen: payment.amountFen - payment.refundedFen,
    shares,
    householdCreditFen: household.creditFen,
  })
  if (!plan) return refuse('not-refundable')
  if (!(await store.households.touch(household, -plan.fromCreditFen)))
    throw new ConcurrencyConflict(`household ${household.id}`)
  for (const { billId, principalFen, lateFeeFen } of plan.shares) {
    if (!(await store.bills.apply(billId, -principalFen, -lateFeeFen))) throw new ConcurrencyConflict(`bill ${billId}`)
  }
  await store.bills.insertApplications(
    plan.shares.map(({ billId, principalFen, lateFeeFen }) => ({
      id: ids.next(),
      company: payment.company,
      billId,
      paymentId: input.by,
      ofPayment: payment.id,
      on: input.on,
      principalFen: -principalFen,
      lateFeeFen: -lateFeeFen,
      recordedAt: clock.now(),
    })),
  )
  return plan
}

/**
 * Takes an amount of an applied payment back as `takeOutOfBills` does; and a bill that had been paid early, and is not paid in
 * whole any more, loses its discount (domain.md C13).
 */
export async function takeBack(
  store: Pick<Store, 'bills' | 'households' | 'ledger' | 'seasonRecords'>,
  payment: Payment & { householdId: string },
  input: { amountFen: number; by: string; on: string },
  ports: { clock: Clock; ids: Ids; rulebooks: Rulebooks },
): Promise<TakeBack | Refusal<'not-refundable'>> {
  const taken = await takeOutOfBills(store, payment, input, ports)
  if (isRefusal(taken)) return taken
  const billIds = taken.shares.filter(({ principalFen }) => principalFen > 0).map(({ billId }) => billId)
  await withdrawDiscounts(store, payment.householdId, { billIds, causeId: input.by }, ports)
  return taken
}
