import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import type { Bill } from '../../domain/bill/bill'
import { type BillToOpen, billToOpen } from '../../domain/bill/openBill'
import type { Household } from '../../domain/household/household'
import { billOpened } from '../../domain/ledger/rules'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { transfersOf } from '../common/post'
import { type Refusal, refuse } from '../common/refusal'
import type { Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { mergeIntoNewBills } from './carryOver'
import { spendCreditOnNewBill } from './earlyPayment'

type Ports = { clock: Clock; ids: Ids; rulebooks: Rulebooks }

const nothingPaid = { kind: 'season' as const, appliedFen: 0, lateFeePaidFen: 0, reversedFen: 0 }

/** A household's bill for a season as it was worked out, with nothing paid yet. */
export function newBill(
  { id: householdId, company }: Household,
  season: string,
  { lines, billedFen, dueOn, rulebookVersion }: Extract<BillToOpen, { outcome: 'bill' }>,
  { clock, ids }: Pick<Ports, 'clock' | 'ids'>,
): Bill {
  const of = { id: ids.next(), company, householdId, season }
  return { ...of, ...nothingPaid, lines, billedFen, dueOn, rulebookVersion, openedAt: clock.now() }
}

/**
 * Opens the bill of one household that had none of this season yet, by the version of the rulebook that is in force for it, in
 * the caller's transaction, and pays it with the household's credit (C6). Refused: `no-price` (C10), or `payment-closed` with what is awaited first (BO4).
 */
export async function openOneBill(
  store: Store,
  household: Household,
  season: string,
  ports: Ports,
): Promise<{ billedFen: number } | Refusal<'no-price' | 'payment-closed'>> {
  const rulebook = ports.rulebooks.ofSeason(household.company, season)
  if (!rulebook) throw new Error(`no rulebook for ${household.company}`)
  const worked = billToOpen(rulebook, household, season)
  if (worked.outcome === 'no-bill') {
    return refuse(worked.because === 'no-price' ? 'no-price' : 'payment-closed', { reason: worked.reason })
  }
  const bill = newBill(household, season, worked, ports)
  await insertBills(store, [bill], ports)
  await mergeIntoNewBills(store, rulebook, [household.id], AUDIT_SYSTEM, ports)
  await spendCreditOnNewBill(store, household.id, ports)
  return { billedFen: bill.billedFen }
}

/** The posting key names household and season: whatever happens, a season is posted to a household once (M3). */
export const billPostingKey = (bill: Pick<Bill, 'householdId' | 'season'>): string =>
  `bill:${bill.householdId}:${bill.season}`

/** Keeps bills with their ledger entries; a bill of nothing has none. The day on which they count is today. */
export async function insertBills(
  store: Pick<Store, 'bills' | 'ledger'>,
  bills: readonly Bill[],
  ports: Pick<Ports, 'clock' | 'ids'>,
): Promise<void> {
  await store.bills.insertMany(bills)
  const effectiveOn = ports.clock.today()
  await store.ledger.insert(
    bills.flatMap((bill) =>
      transfersOf(
        {
          company: bill.company,
          postingKey: billPostingKey(bill),
          event: 'bill-opened',
          effectiveOn,
          evidenceKind: 'bill',
          evidenceId: bill.id,
          postings: billOpened(bill),
        },
        ports,
      ),
    ),
  )
}
