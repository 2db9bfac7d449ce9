import { isChannel } from '../../contract/channelWords'
import type { BillAnswer } from '../../contract/resident'
import type { Payment } from '../domain/payment/payment'
import type { Store } from './ports'

type Received = BillAnswer['payments'][number]

/**
 * What has arrived for a household, newest first: payments of its own less what was given back, and money that staff put here
 * out of suspense or took from another household (M7). The latter is not the household's order, so it names none.
 */
export async function moneyReceived(store: Store, householdId: string): Promise<Received[]> {
  const own = (await store.payments.byHousehold(householdId))
    .filter(({ outcome, amountFen, refundedFen }) => outcome === 'applied' && amountFen > refundedFen)
    .map((payment) => ({
      ...shown(payment),
      orderNo: payment.orderNo,
      amountFen: payment.amountFen - payment.refundedFen,
    }))
  const put = new Map<string, { fen: number; on: string; kind: string }>()
  for (const { event, evidenceKind, evidenceId, amountFen, effectiveOn } of await store.ledger.ofHousehold(
    householdId,
  )) {
    if (event !== 'suspense-applied') continue
    const fen = (put.get(evidenceId)?.fen ?? 0) + amountFen
    put.set(evidenceId, { fen, on: effectiveOn, kind: evidenceKind })
  }
  const others: Received[] = []
  for (const [evidenceId, { fen, on, kind }] of put) {
    const paymentId = kind === 'payment' ? evidenceId : (await store.claims.byId(evidenceId))?.paymentId
    const payment = paymentId === undefined ? undefined : await store.payments.byId(paymentId)
    if (payment) others.push({ ...shown(payment), orderNo: null, amountFen: fen, paidOn: on, transferred: true })
  }
  return [...own, ...others].sort((one, other) => (one.paidOn < other.paidOn ? 1 : one.paidOn > other.paidOn ? -1 : 0))
}

const shown = ({ paidOn, source }: Payment) => ({
  paidOn,
  by: isChannel(source) ? source : ('bank' as const),
  transferred: false,
})
