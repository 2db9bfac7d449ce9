import { fen } from '../../../contract/money'
import { accountOn } from '../../domain/account/account'
import { allocate } from '../../domain/billing/owed'
import { suspenseApplied } from '../../domain/ledger/rules'
import type { Payment } from '../../domain/payment/payment'
import { versionsOf } from '../../domain/rulebook/versions'
import type { ExecutorPorts } from '../approvals/approvals'
import { transfersOf } from '../common/post'
import { ConcurrencyConflict, type Store } from '../ports/database'

/**
 * Money leaves suspense for a household, today: its bills first (C6) and the rest is its credit; or, without `toBills`, all
 * of it is credit. `by` names what decided it: the payment's own work item, or a claim. Throws ConcurrencyConflict when outrun.
 */
export async function applyFromSuspense(
  store: Pick<Store, 'bills' | 'households' | 'ledger'>,
  { payment, householdId, toBills, by }: { payment: Payment; householdId: string; toBills: boolean; by: string },
  ports: ExecutorPorts,
): Promise<void> {
  const { clock, ids } = ports
  const on = clock.today()
  const household = await store.households.byId(householdId)
  if (!household) throw new Error(`no household ${householdId}`)
  const bills = await store.bills.byHousehold(householdId)
  const account = accountOn(
    versionsOf(ports.rulebooks, household.company),
    bills,
    await store.bills.applicationsOf(householdId),
    on,
  )
  const amount = fen(payment.amountFen)
  const { parts, creditFen } = toBills ? allocate(amount, account.seasons) : { parts: [], creditFen: amount }
  if (!(await store.households.touch(household, creditFen))) throw new ConcurrencyConflict(`household ${householdId}`)
  const applications = parts.map(({ season, billId, principalFen, lateFeeFen }) => {
    if (!billId) throw new Error(`allocated to a season without a bill: ${season}`)
    const recordedAt = clock.now()
    return {
      id: ids.next(),
      company: payment.company,
      billId,
      paymentId: by,
      ofPayment: by,
      on,
      principalFen,
      lateFeeFen,
      recordedAt,
    }
  })
  for (const { billId, principalFen, lateFeeFen } of applications) {
    if (!(await store.bills.apply(billId, principalFen, lateFeeFen))) throw new ConcurrencyConflict(`bill ${billId}`)
  }
  await store.bills.insertApplications(applications)
  await store.ledger.insert(
    transfersOf(
      {
        company: payment.company,
        postingKey: `suspense-applied:${by}`,
        event: 'suspense-applied',
        effectiveOn: on,
        evidenceKind: by === payment.id ? 'payment' : 'resolution',
        evidenceId: by,
        postings: suspenseApplied({ householdId, shares: parts, creditFen }),
      },
      { clock, ids },
    ),
  )
}
