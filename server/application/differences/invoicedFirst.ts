import type { Resolution } from '../../../contract/differenceWords'
import type { ChannelTruth } from '../../domain/difference/resolution'
import { countedFen, type Payment } from '../../domain/payment/payment'
import type { Difference } from '../../domain/reconciliation/run'
import type { Refusal } from '../common/refusal'
import type { Store } from '../ports/database'
import { refusedByInvoice } from '../refunds/requestRefund'
import { correctedPayer } from './facts'
import { refundedPayment } from './resolve/bookOutsideRefund'

/** What a resolution takes from a payment, in fen. */
interface Taken {
  payment: Payment
  amountFen: number
}

/**
 * Whether an invoice stands in the way of a resolution: it would leave less of the payment than was invoiced, and is refused with
 * `invoice-first` when it is proposed already, not only when it is approved. Undefined where nothing is in the way.
 */
export async function invoicedFirst(
  store: Pick<Store, 'households' | 'invoices' | 'payments' | 'refunds' | 'suspense'>,
  item: Difference,
  resolution: Resolution,
  truth: ChannelTruth | null,
): Promise<Refusal | undefined> {
  const taken = await takenBy(store, item, resolution, truth)
  if (!taken || taken.amountFen <= 0) return undefined
  const { payment, amountFen } = taken
  if (payment.outcome !== 'applied' || payment.householdId === null) return undefined
  return refusedByInvoice(store, payment, amountFen)
}

async function takenBy(
  store: Pick<Store, 'households' | 'payments' | 'refunds' | 'suspense'>,
  item: Difference,
  resolution: Resolution,
  truth: ChannelTruth | null,
): Promise<Taken | undefined> {
  const refunded = truth?.says === 'refunded' ? truth.amountFen : 0
  if (resolution === 'book-refund') {
    const payment = await refundedPayment(store, item, refunded)
    return payment && { payment, amountFen: refunded }
  }
  if (resolution === 'correct-amount' && item.rowKind === 'refund') {
    const refund = await store.refunds.byNo(item.key)
    const payment = refund && (await store.payments.byId(refund.paymentId))
    return payment && { payment, amountFen: refunded - refund.amountFen }
  }
  if (resolution === 'move-payment') {
    const corrected = await correctedPayer(store, item)
    return corrected && { payment: corrected.payment, amountFen: corrected.leftFen }
  }
  if (resolution !== 'correct-amount' && resolution !== 'take-back-payment') return undefined
  const payment = await store.payments.byTransaction(item.company, item.channel, item.seen?.ours?.key ?? item.key)
  const trueFen = truth?.says === 'paid' || truth?.says === 'file-row' ? truth.amountFen : 0
  return payment && { payment, amountFen: countedFen(payment) - trueFen }
}
