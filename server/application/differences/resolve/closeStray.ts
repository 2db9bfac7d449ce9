import type { Refund } from '../../../domain/payment/refund'
import type { Store } from '../../ports/database'

/** A refund that a channel's file shows; `paymentId` is null where no payment of ours is behind it. */
type Shown = Pick<Refund, 'company' | 'source' | 'refundNo' | 'amountFen'> & { paymentId: string | null }

/** The channel may have reported the same refund before its file came: that work item has found its end. */
export async function closeStray(
  store: Pick<Store, 'strayRefunds'>,
  refund: Shown,
  by: { loginName: string; at: number; note: string },
): Promise<void> {
  for (const stray of await store.strayRefunds.open(refund.company)) {
    const ofPayment = stray.refundNo === null && refund.paymentId !== null && stray.paymentId === refund.paymentId
    const same = stray.refundNo === refund.refundNo || ofPayment
    if (!same || stray.channel !== refund.source || stray.amountFen !== refund.amountFen) continue
    await store.strayRefunds.close(stray.id, by)
  }
}
