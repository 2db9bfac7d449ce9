import { refundKeptAsCredit } from '../../domain/ledger/rules'
import type { Refund } from '../../domain/payment/refund'
import { transfersOf } from '../common/post'
import { ConcurrencyConflict, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import type { Job } from '../ports/work'

/** What is owed to a payer becomes his household's credit. Throws ConcurrencyConflict when outrun. */
export async function keepAsCredit(
  store: Pick<Store, 'households' | 'ledger'>,
  refund: { refundNo: string; company: string; householdId: string; amountFen: number },
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  const household = await store.households.byId(refund.householdId)
  if (!household || !(await store.households.touch(household, refund.amountFen)))
    throw new ConcurrencyConflict(`household ${refund.householdId}`)
  await store.ledger.insert(
    transfersOf(
      {
        company: refund.company,
        postingKey: `refund-kept:${refund.refundNo}`,
        event: 'refund-kept-as-credit',
        effectiveOn: clock.today(),
        evidenceKind: 'refund',
        evidenceId: refund.refundNo,
        postings: refundKeptAsCredit(refund),
      },
      { clock, ids },
    ),
  )
}

/** The unique key of the job that gives a refund (M3). */
export const refundJobKey = (refundNo: string) => `refund:${refundNo}`

/** The job that is stored with a refund and sees it to its end at the channel. */
export function refundJob(refund: Refund): Pick<Job, 'key' | 'company' | 'kind' | 'subject' | 'dueAt'> {
  return {
    key: refundJobKey(refund.refundNo),
    company: refund.company,
    kind: 'give-refund',
    subject: refund.refundNo,
    dueAt: refund.requestedAt,
  }
}

/**
 * Sets a refund that is written down on its way, by its route: a job calls the channel (M9), the next payout batch
 * takes it along, or the household keeps it as credit. Done when the refund is approved, or, where an invoice says more than will be left, when that is taken back.
 */
export async function sendOff(
  store: Pick<Store, 'households' | 'jobs' | 'ledger' | 'refundCards' | 'refunds'>,
  refund: Refund,
  householdId: string | null,
  ports: { clock: Clock; ids: Ids },
): Promise<void> {
  if (refund.route === 'bank-card') {
    if (!(await store.refundCards.change(refund.refundNo, 'held', { status: 'waiting' })))
      throw new ConcurrencyConflict(`card of refund ${refund.refundNo}`)
    return
  }
  if (refund.route !== 'next-season') {
    await store.jobs.add(refundJob(refund))
    return
  }
  if (householdId === null) throw new Error(`refund ${refund.refundNo} has no household that could keep it`)
  const kept = { status: 'succeeded', succeededAt: ports.clock.now() } as const
  if (!(await store.refunds.change(refund.refundNo, ['requested'], kept)))
    throw new ConcurrencyConflict(`refund ${refund.refundNo}`)
  await keepAsCredit(store, { ...refund, householdId }, ports)
}
