import type { Channel } from '../../../contract/words'
import type { StrayRefund } from '../../domain/payment/strayRefund'
import { SUSPENSE_DESK } from '../applyPayment'
import type { Clock, Ids, Store } from '../ports'

/** What a channel said of a refund that is none of ours. Amount in fen, time in epoch milliseconds. */
export interface ToldRefund {
  company: string
  channel: Channel
  reason: StrayRefund['reason']
  refundNo: string | null
  orderNo: string | null
  transactionId: string | null
  amountFen: number
  toldAt: number
}

/**
 * Makes a work item of a refund that we did not make, in the caller's transaction, once however often it is told (M3). Nothing
 * is booked: whether the bill is owed again is for a person to decide.
 */
export async function keepStrayRefund(
  store: Store,
  told: ToldRefund,
  ports: { clock: Clock; ids: Ids },
): Promise<void> {
  const { company, channel, refundNo, transactionId, orderNo } = told
  const payment =
    (transactionId === null ? undefined : await store.payments.byTransaction(company, channel, transactionId)) ??
    (orderNo === null ? undefined : (await store.payments.byOrder(orderNo))[0])
  await store.strayRefunds.insert({
    ...told,
    id: ports.ids.next(),
    subject: refundNo ?? `trade ${transactionId ?? orderNo ?? ''}`,
    paymentId: payment?.company === company ? payment.id : null,
    owner: SUSPENSE_DESK,
    status: 'open',
    openedAt: ports.clock.now(),
    closedAt: null,
    closedBy: null,
    note: null,
  })
}
