import type { FeeLine } from '../../../contract/estimates'
import type { Bill } from '../../domain/bill/bill'
import { meterTestBilled, topUpBilled } from '../../domain/ledger/rulesAfterSeason'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Clock, type Ids, Outrun, type Store } from '../ports'
import { transfersOf } from '../post'
import { spendCredit } from '../season/spendCredit'

export interface ExtraBill {
  kind: 'top-up' | 'meter-test'
  householdId: string
  company: string
  season: string
  line: FeeLine
  dueOn: string
}

const POSTED = {
  'top-up': { event: 'top-up-billed', postings: topUpBilled },
  'meter-test': { event: 'meter-test-billed', postings: meterTestBilled },
} as const

/**
 * Bills a household for something beside its season's fee, in the caller's transaction, and pays it with its credit (C6).
 * There is one bill of each kind a season (M3). Throws Outrun when money of this household was faster.
 */
export async function billExtra(
  store: Store,
  { kind, householdId, company, season, line, dueOn }: ExtraBill,
  ports: { clock: Clock; ids: Ids; rulebooks: Rulebooks },
): Promise<Bill> {
  const { clock, ids } = ports
  const household = await store.households.byId(householdId)
  if (!household || !(await store.households.touch(household))) throw new Outrun(`household ${householdId}`)
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
