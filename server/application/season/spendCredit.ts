import { fen } from '../../../contract/money'
import { accountOn } from '../../domain/account/account'
import { allocate } from '../../domain/billing/allocate'
import { creditApplied } from '../../domain/ledger/rules'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Clock, type Ids, Outrun, type Store } from '../ports'
import { transfersOf } from '../post'

type Ports = { clock: Clock; ids: Ids; rulebooks: Rulebooks }

/**
 * Pays a household's bills with the credit that the company holds for it, oldest season first, late fee before principal
 * (domain.md C6), in the caller's transaction. Gives what was used, in fen; 0 when there is no credit or no debt. Guards:
 * the household's version, its credit never below 0, no bill paid past what it bills (M2). Throws Outrun when outrun.
 */
export async function spendCredit(store: Store, householdId: string, on: string, ports: Ports): Promise<number> {
  const household = await store.households.byId(householdId)
  const rulebook = household && ports.rulebooks.get(household.company)
  if (!household || !rulebook) throw new Error(`no household or no rulebook for ${householdId}`)
  if (household.creditFen === 0) return 0
  const bills = await store.bills.byHousehold(householdId)
  const { seasons } = accountOn(rulebook, bills, await store.bills.applicationsOf(householdId), on)
  const { parts, creditFen } = allocate(fen(household.creditFen), seasons)
  const usedFen = household.creditFen - creditFen
  if (usedFen === 0) return 0
  if (!(await store.households.touch(household, -usedFen))) throw new Outrun(`household ${householdId}`)
  const { company } = household
  const use = { id: ports.ids.next(), company, householdId, amountFen: usedFen, on, recordedAt: ports.clock.now() }
  await store.seasonRecords.insertCreditUse(use)
  for (const { season, billId, principalFen, lateFeeFen } of parts) {
    if (!billId) throw new Error(`allocated to a season without a bill: ${season}`)
    if (!(await store.bills.apply(billId, principalFen, lateFeeFen))) throw new Outrun(`bill ${billId}`)
    await store.bills.insertApplications([
      {
        id: ports.ids.next(),
        company,
        billId,
        paymentId: use.id,
        ofPayment: use.id,
        on,
        principalFen,
        lateFeeFen,
        recordedAt: use.recordedAt,
      },
    ])
  }
  await store.ledger.insert(
    transfersOf(
      {
        company,
        postingKey: `credit:${use.id}`,
        event: 'credit-applied',
        effectiveOn: on,
        evidenceKind: 'credit-use',
        evidenceId: use.id,
        postings: creditApplied({ householdId, shares: parts }),
      },
      ports,
    ),
  )
  return usedFen
}
