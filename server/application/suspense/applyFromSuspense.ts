import { fen } from '../../../contract/money'
import { accountOn } from '../../domain/account/account'
import { paidThrough } from '../../domain/account/earlyPayment'
import { allocate } from '../../domain/billing/owed'
import { suspenseApplied } from '../../domain/ledger/rules'
import type { Payment } from '../../domain/payment/payment'
import { versionsOf } from '../../domain/rulebook/versions'
import type { ExecutorPorts } from '../approvals/approvals'
import { grantDiscounts } from '../bills/earlyPayment'
import { transfersOf } from '../common/post'
import { ConcurrencyConflict, type Store } from '../ports/database'

/**
 * Money leaves suspense for a household, today: its bills first (C6) and the rest is its credit; or, without `toBills`, all
 * of it is credit. `by` names what decided it: the payment's own work item, or a claim. Throws ConcurrencyConflict when outrun.
 */
export async function applyFromSuspense(
  store: Pick<Store, 'bills' | 'households' | 'ledger' | 'seasonRecords'>,
  { payment, householdId, toBills, by }: { payment: Payment; householdId: string; toBills: boolean; by: string },
  ports: ExecutorPorts,
): Promise<void> {
  const { clock, ids } = ports
  const on = clock.today()
  const amount = fen(payment.amountFen)
  const read = async () => {
    const household = await store.households.byId(householdId)
    if (!household) throw new Error(`no household ${householdId}`)
    const bills = await store.bills.byHousehold(householdId)
    const applications = await store.bills.applicationsOf(householdId)
    return {
      household,
      bills,
      account: accountOn(versionsOf(ports.rulebooks, household.company), bills, applications, on),
    }
  }
  let found = await read()
  if (toBills) {
    const { bills, account } = found
    const through = paidThrough(payment.source)
    const money = { householdId, company: payment.company, bills, account, amountFen: amount, through, causeId: by }
    if (await grantDiscounts(() => store, money, ports)) found = await read()
  }
  const { household, account } = found
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
