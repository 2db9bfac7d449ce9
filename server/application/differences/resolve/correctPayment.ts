import type { ChannelTruth } from '../../../domain/difference/resolution'
import { paymentCorrected } from '../../../domain/ledger/rulesOfDifferences'
import { countedFen, excessNumber, fileDayOf, type Payment } from '../../../domain/payment/payment'
import type { Difference } from '../../../domain/reconciliation/run'
import type { ExecutorPorts } from '../../approvals/approvals'
import { holdInSuspense } from '../../booking/applyPayment'
import { takeBack } from '../../booking/takeBack'
import { transfersOf } from '../../common/post'
import { isRefusal, type Refusal, refuse } from '../../common/refusal'
import type { Store } from '../../ports/database'
import { refusedByInvoice } from '../../refunds/requestRefund'
import type { ResolutionContext, ResolutionOutcome, Taken } from './resolution'

/**
 * The channel's truth stands. It took more than we booked: the excess goes to suspense, with a work item. It took less, or
 * nothing: what is too much is taken back, and the household owes it again. From then on the payment counts with what the
 * channel has. With `notOfOtherFiles` one that another day's file of its bank holds stays. Refused: `bank-file-holds-it`,
 * `books-changed`, `refund-too-much`, `suspense-first`, `invoice-first`, `not-refundable`.
 */
export async function correctPayment(
  store: Store,
  at: ResolutionContext,
  ports: ExecutorPorts,
  { notOfOtherFiles = false }: { notOfOtherFiles?: boolean } = {},
): Promise<
  | ResolutionOutcome
  | Refusal<
      'bank-file-holds-it' | 'books-changed' | 'invoice-first' | 'not-refundable' | 'refund-too-much' | 'suspense-first'
    >
> {
  const { item, payload } = at
  const payment = await store.payments.byTransaction(item.company, item.channel, paymentKeyOf(item))
  const countsFen = payment && countedFen(payment)
  if (!payment || countsFen !== Math.abs(item.ourFen ?? 0)) return refuse('books-changed')
  // Another day's file of the bank holds it: nothing is short.
  if (notOfOtherFiles && fileDayOf(payment) !== item.date) return refuse('bank-file-holds-it')
  const byFen = trueFenOf(payload.truth) - countsFen
  if (byFen === 0) return refuse('books-changed')
  if (byFen > 0) return addExcess(store, { payment, byFen, at }, ports)
  return takeShortfall(store, { payment, shortFen: -byFen, at }, ports)
}

/** Our own number of it where our row was compared by another. */
const paymentKeyOf = (item: Difference): string => item.seen?.ours?.key ?? item.key

const trueFenOf = (truth: ChannelTruth | null): number =>
  truth?.says === 'paid' || truth?.says === 'file-row' ? truth.amountFen : 0

/** What correctPayment takes from its payment, in fen: nothing or less where the channel has more. */
export async function takenFromPayment(
  store: Pick<Store, 'payments'>,
  item: Difference,
  truth: ChannelTruth | null,
): Promise<Taken | undefined> {
  const payment = await store.payments.byTransaction(item.company, item.channel, paymentKeyOf(item))
  return payment && { payment, amountFen: countedFen(payment) - trueFenOf(truth) }
}

async function addExcess(
  store: Pick<Store, 'differences' | 'ledger' | 'payments' | 'suspense'>,
  { payment, byFen, at }: { payment: Payment; byFen: number; at: ResolutionContext },
  ports: ExecutorPorts,
): Promise<ResolutionOutcome> {
  const { company, source, orderNo, householdId, paidAt, paidOn } = payment
  const transactionId = excessNumber(payment.transactionId, at.resolutionId.slice(-8))
  const excess = { company, source, transactionId, orderNo, householdId, amountFen: byFen, paidAt, paidOn }
  await holdInSuspense(store, excess, 'channel-excess', ports)
  const added = await store.payments.byTransaction(company, source, transactionId)
  if (!added) throw new Error(`excess ${transactionId} vanished within its own transaction`)
  await store.differences.correctPayment(payment.id, byFen)
  // The channel has one row for both: the first counts with all of it.
  await store.differences.correctPayment(added.id, -byFen)
  return { paymentId: added.id }
}

async function takeShortfall(
  store: Store,
  { payment, shortFen, at }: { payment: Payment; shortFen: number; at: ResolutionContext },
  ports: ExecutorPorts,
): Promise<ResolutionOutcome | Refusal<'invoice-first' | 'not-refundable' | 'refund-too-much' | 'suspense-first'>> {
  const from = await takeFrom(store, { payment, shortFen, by: at.resolutionId }, ports)
  if (isRefusal(from)) return from
  if (!(await store.refunds.reserve(payment.id, shortFen, 'payment-corrected')))
    return refuse('refund-too-much', { leftFen: 0 })
  await store.ledger.insert(
    transfersOf(
      {
        company: payment.company,
        postingKey: `payment-corrected:${at.resolutionId}`,
        event: 'payment-corrected',
        effectiveOn: ports.clock.today(),
        evidenceKind: 'difference',
        evidenceId: at.resolutionId,
        postings: paymentCorrected({ source: payment.source, householdId: payment.householdId, ...from }),
      },
      ports,
    ),
  )
  await store.differences.correctPayment(payment.id, -shortFen)
  return { paymentId: payment.id, takenBackFen: shortFen }
}

export type TakenFrom = Pick<Parameters<typeof paymentCorrected>[0], 'shares' | 'fromCreditFen' | 'fromSuspenseFen'>

/**
 * Takes what is short of a payment from where it went: its household's bills and credit, or suspense; the caller posts it.
 * Refused: `refund-too-much`, `invoice-first`, `not-refundable`, `suspense-first`.
 */
export async function takeFrom(
  store: Pick<Store, 'bills' | 'households' | 'invoices' | 'ledger' | 'seasonRecords' | 'suspense'>,
  { payment, shortFen, by }: { payment: Payment; shortFen: number; by: string },
  ports: ExecutorPorts,
): Promise<TakenFrom | Refusal<'invoice-first' | 'not-refundable' | 'refund-too-much' | 'suspense-first'>> {
  const { householdId } = payment
  const leftFen = payment.amountFen - payment.refundedFen
  if (leftFen < shortFen) return refuse('refund-too-much', { leftFen })
  if (payment.outcome === 'applied' && householdId !== null) {
    const invoiced = await refusedByInvoice(store, payment, shortFen)
    if (invoiced) return invoiced
    const on = ports.clock.today()
    const taken = await takeBack(store, { ...payment, householdId }, { amountFen: shortFen, by, on }, ports)
    return isRefusal(taken) ? taken : { ...taken, fromSuspenseFen: 0 }
  }
  const waiting = await store.suspense.ofPayment(payment.id)
  if (!waiting || waiting.amountFen !== shortFen) return refuse('suspense-first')
  const left = await store.suspense.resolve(waiting.id, 'not-received', ports.clock.now())
  return left ? { shares: [], fromCreditFen: 0, fromSuspenseFen: shortFen } : refuse('suspense-first')
}
