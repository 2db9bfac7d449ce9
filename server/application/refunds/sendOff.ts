import type { Refund } from '../../domain/payment/refund'
import { type Clock, type Ids, Outrun, type Store } from '../ports'
import { keepAsCredit } from './keepAsCredit'
import { refundJob } from './refundJob'

/**
 * Sets a refund that is written down on its way, by its route: a job calls the channel (M9), the next payout batch
 * takes it along, or the household keeps it as credit. Done when the refund is approved, or, where an invoice says more than will be left, when that is taken back.
 */
export async function sendOff(
  store: Store,
  refund: Refund,
  householdId: string | null,
  ports: { clock: Clock; ids: Ids },
): Promise<void> {
  if (refund.route === 'bank-card') {
    if (!(await store.refundCards.change(refund.refundNo, 'held', { status: 'waiting' })))
      throw new Outrun(`card of refund ${refund.refundNo}`)
    return
  }
  if (refund.route !== 'next-season') {
    await store.jobs.add(refundJob(refund))
    return
  }
  if (householdId === null) throw new Error(`refund ${refund.refundNo} has no household that could keep it`)
  const kept = { status: 'succeeded', succeededAt: ports.clock.now() } as const
  if (!(await store.refunds.change(refund.refundNo, ['requested'], kept))) throw new Outrun(`refund ${refund.refundNo}`)
  await keepAsCredit(store, { ...refund, householdId }, ports)
}
