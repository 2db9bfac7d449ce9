import type { FeeLine } from '../../../contract/estimates'
import { fen } from '../../../contract/money'
import { accountOn } from '../../domain/account/account'
import type { Bill } from '../../domain/bill/bill'
import { allocate } from '../../domain/billing/owed'
import { creditApplied } from '../../domain/ledger/rules'
import { meterTestBilled, topUpBilled } from '../../domain/ledger/rulesOfSettlement'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { versionsOf } from '../../domain/rulebook/versions'
import { transfersOf } from '../common/post'
import { ConcurrencyConflict, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

type Ports = { clock: Clock; ids: Ids; rulebooks: Rulebooks }

/**
 * Pays a household's bills with the credit that the company holds for it, oldest season first, late fee before principal
 * (domain.md C6), in the caller's transaction. Gives what was used, in fen; 0 when there is no credit or no debt. Guards:
 * the household's version, its credit never below 0, no bill paid past what it bills (M2). Throws ConcurrencyConflict when outrun.
 */
export async function spendCredit(
  store: Pick<Store, 'bills' | 'households' | 'ledger' | 'seasonRecords'>,
  householdId: string,
  on: string,
  ports: Ports,
): Promise<number> {
  const household = await store.households.byId(householdId)
  if (!household) throw new Error(`no household ${householdId}`)
  if (household.creditFen === 0) return 0
  const bills = await store.bills.byHousehold(householdId)
  const applications = await store.bills.applicationsOf(householdId)
  const account = accountOn(versionsOf(ports.rulebooks, household.company), bills, applications, on)
  const { parts, creditFen } = allocate(fen(household.creditFen), account.seasons)
  const usedFen = household.creditFen - creditFen
  if (usedFen === 0) return 0
  if (!(await store.households.touch(household, -usedFen))) throw new ConcurrencyConflict(`household ${householdId}`)
  const { company } = household
  const use = { id: ports.ids.next(), company, householdId, amountFen: usedFen, on, recordedAt: ports.clock.now() }
  await store.seasonRecords.insertCreditUse(use)
  for (const { season, billId, principalFen, lateFeeFen } of parts) {
    if (!billId) throw new Error(`allocated to a season without a bill: ${season}`)
    if (!(await store.bills.apply(billId, principalFen, lateFeeFen))) throw new ConcurrencyConflict(`bill ${billId}`)
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

export interface ExtraBill {
  kind: 'top-up' | 'meter-test'
  householdId: string
  company: string
  season: string
  line: FeeLine
  dueOn: string
  /** The version of the rulebook by which the season's bill is reckoned. */
  rulebookVersion: number
}

const POSTED = {
  'top-up': { event: 'top-up-billed', postings: topUpBilled },
  'meter-test': { event: 'meter-test-billed', postings: meterTestBilled },
} as const

/**
 * Bills a household for something beside its season's fee, in the caller's transaction, and pays it with its credit (C6).
 * There is one bill of each kind a season (M3). Throws ConcurrencyConflict when money of this household was faster.
 */
export async function billExtra(
  store: Pick<Store, 'bills' | 'households' | 'ledger' | 'seasonRecords'>,
  { kind, householdId, company, season, line, dueOn, rulebookVersion }: ExtraBill,
  ports: { clock: Clock; ids: Ids; rulebooks: Rulebooks },
): Promise<Bill> {
  const { clock, ids } = ports
  const household = await store.households.byId(householdId)
  if (!household || !(await store.households.touch(household)))
    throw new ConcurrencyConflict(`household ${householdId}`)
  const bill: Bill = {
    id: ids.next(),
    company,
    householdId,
    season,
    kind,
    lines: [line],
    billedFen: line.amountFen,
    appliedFen: 0,
    lateFeePaidFen: 0,
    reversedFen: 0,
    rulebookVersion,
    dueOn,
    openedAt: clock.now(),
  }
  await store.bills.insertMany([bill])
  const { event, postings } = POSTED[kind]
  await store.ledger.insert(
    transfersOf(
      {
        company,
        postingKey: `bill:${householdId}:${season}:${kind}`,
        event,
        effectiveOn: clock.today(),
        evidenceKind: 'bill',
        evidenceId: bill.id,
        postings: postings({ householdId, season, amountFen: line.amountFen }),
      },
      ports,
    ),
  )
  await spendCredit(store, householdId, clock.today(), ports)
  return bill
}
