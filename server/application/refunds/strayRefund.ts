import type { Channel } from '../../../contract/channelWords'
import { sumFen } from '../../../contract/money'
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
  /** The amount is all that the trade has given back so far (Alipay's notices, and queries; formats.md 3.8). */
  cumulative?: true
  toldAt: number
}

/**
 * Makes a work item of a refund that we did not make, in the caller's transaction, once however often it is told (M3). Nothing
 * is booked: whether the bill is owed again is for a person to decide.
 */
export async function keepStrayRefund(
  store: Store,
  { cumulative, ...told }: ToldRefund,
  ports: { clock: Clock; ids: Ids },
): Promise<void> {
  const { company, channel, refundNo, transactionId, orderNo } = told
  const payment =
    (transactionId === null ? undefined : await store.payments.byTransaction(company, channel, transactionId)) ??
    (orderNo === null ? undefined : (await store.payments.byOrder(orderNo)).find((one) => one.company === company))
  const knownFen = cumulative ? await knownOf(store, told, payment?.id) : 0
  if (told.amountFen <= knownFen) return
  const reason = payment && told.amountFen > payment.amountFen ? 'beyond-payment' : told.reason
  await store.strayRefunds.insert({
    ...told,
    reason,
    amountFen: told.amountFen - knownFen,
    id: ports.ids.next(),
    subject: refundNo ?? `trade ${transactionId ?? orderNo ?? ''}`,
    paymentId: payment?.id ?? null,
    owner: SUSPENSE_DESK,
    status: 'open',
    openedAt: ports.clock.now(),
    closedAt: null,
    closedBy: null,
    note: null,
  })
}

/** What of a trade's refunds is ours, or a work item already, in fen. */
async function knownOf(
  store: Store,
  { company, channel, transactionId }: Omit<ToldRefund, 'cumulative'>,
  paymentId: string | undefined,
): Promise<number> {
  const refunds = paymentId === undefined ? [] : await store.refunds.byPayment(paymentId)
  const ours = refunds.filter(({ route, status }) => route === 'original' && status !== 'failed')
  const strays = transactionId === null ? [] : await store.strayRefunds.ofTransaction(company, channel, transactionId)
  return sumFen([...ours, ...strays].map(({ amountFen }) => amountFen))
}
