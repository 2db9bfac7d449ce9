import { refuse } from '../../common/refusal'
import { finishRefund } from '../../refunds/finishRefund'
import type { Resolve } from './effect'

/**
 * The channel was asked how a payment or refund stands, and said so: a refund ends by the same path as by its own query. A
 * payment that the channel confirms is as our books have it: its file was written too early.
 */
export const refreshStatus: Resolve = async (store, { payload }, ports) => {
  const { truth } = payload
  if (truth?.says === 'paid' || truth?.says === 'file-row') return {}
  if (truth?.says !== 'refunded') return refuse('resolution-does-not-fit')
  const { refundNo, doneAt } = truth
  await finishRefund(store, refundNo, { state: 'succeeded', at: doneAt }, ports)
  const refund = await store.refunds.byNo(refundNo)
  return refund?.status === 'succeeded' ? { paymentId: refund.paymentId, refundNo } : refuse('books-changed')
}
