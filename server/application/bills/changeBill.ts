import { lateFeeTerms } from '../../domain/account/account'
import { type Bill, outstandingFen } from '../../domain/bill/bill'
import { type BillChange, type BillChangeCause, type BillTarget, planBillChange } from '../../domain/bill/changeBill'
import { billChanged } from '../../domain/ledger/rules'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { versionsOf } from '../../domain/rulebook/versions'
import { transfersOf } from '../common/post'
import { ConcurrencyConflict, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { spendCredit } from './spendCredit'

type Ports = { clock: Clock; ids: Ids; rulebooks: Rulebooks }

export interface BillToRewrite {
  bill: Bill
  target: BillTarget
  cause: BillChangeCause
  /** What led to it; the same cause changes a bill once (M3). */
  causeId: string
  by: string
}

/**
 * Calculates a bill again, in the caller's transaction: reversal and new lines in the ledger, what was paid beyond the new fee
 * as the household's credit, which then pays what the household owes elsewhere (C6). The day is today. Undefined when the
 * bill charges the same as before. Throws ConcurrencyConflict when money or another change was faster.
 */
export async function changeBill(
  store: Pick<Store, 'bills' | 'households' | 'ledger' | 'seasonRecords'>,
  { bill, target, cause, causeId, by }: BillToRewrite,
  ports: Ports,
): Promise<BillChange | undefined> {
  const { householdId, company, season } = bill
  const on = ports.clock.today()
  const household = await store.households.byId(householdId)
  if (!household) throw new Error(`no household for bill ${bill.id}`)
  const changes = (await store.seasonRecords.billChangesOf(householdId)).filter(({ billId }) => billId === bill.id)
  const applications = await store.bills.applicationsOf(householdId)
  const planned = planBillChange(
    lateFeeTerms(versionsOf(ports.rulebooks, company), bill),
    { bill, changes, applications },
    target.kind === 'fee' && cause === 'suspended' ? { ...target, withoutDiscount: true } : target,
    on,
  )
  if (!planned) return undefined

  const { lines: _lines, raises: _raises, takenBack, ...amounts } = planned
  const recordedAt = ports.clock.now()
  const sequence = changes.length + 1
  const of = { company, billId: bill.id, householdId, season, sequence }
  const change: BillChange = { ...of, ...amounts, id: ports.ids.next(), cause, causeId, on, by, recordedAt }
  if ((await store.seasonRecords.insertBillChange(change)) === 'duplicate')
    throw new ConcurrencyConflict(`bill ${bill.id}`)
  if (!(await store.bills.rewrite(bill, planned))) throw new ConcurrencyConflict(`bill ${bill.id}`)
  const creditFen = planned.takenBackFen + planned.lateFeeBackFen
  if (!(await store.households.touch(household, creditFen))) throw new ConcurrencyConflict(`household ${householdId}`)
  await store.bills.insertApplications(
    takenBack.map(({ paymentId, on, principalFen, lateFeeFen }) => ({
      id: ports.ids.next(),
      company,
      billId: bill.id,
      paymentId: change.id,
      ofPayment: paymentId,
      on,
      principalFen: 0 - principalFen,
      lateFeeFen: 0 - lateFeeFen,
      recordedAt,
    })),
  )
  await store.ledger.insert(
    transfersOf(
      {
        company,
        postingKey: `bill-change:${change.id}`,
        event: 'bill-changed',
        effectiveOn: on,
        evidenceKind: 'bill-change',
        evidenceId: change.id,
        postings: billChanged(change),
      },
      ports,
    ),
  )
  if (household.creditFen + creditFen > 0) await spendCredit(store, householdId, on, ports)
  return change
}

/** Finds a season's own bill among a household's: not what a settlement added to it. */
export const isSeasonBill =
  (season: string) =>
  (bill: Bill): boolean =>
    bill.season === season && bill.kind === 'season'

/** What a bill charges now, in fen. */
export const chargedFen = (bill: Bill): number => outstandingFen(bill) + bill.appliedFen
