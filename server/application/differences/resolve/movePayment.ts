import { paymentCorrected } from '../../../domain/ledger/rulesOfDifferences'
import { excessNumber, type Payment } from '../../../domain/payment/payment'
import { bookCounterRow } from '../../booking/importBankPayments'
import { transfersOf } from '../../common/post'
import { isRefusal, type Refusal, refuse } from '../../common/refusal'
import type { Store } from '../../ports/database'
import { correctedPayer } from '../facts'
import { takeFrom } from './correctPayment'
import type { ResolutionContext, Resolve } from './effect'

/** What our tables hold. */
const MAX_NUMBER = 64

/**
 * The bank has corrected whose payment it is, and its file stands: what is left of it is taken from where it was booked and booked
 * anew for the household of the corrected code, as of the day on which it was paid, so that no late fee comes of the bank's mistake;
 * where nobody has that code, it waits in suspense (M7). The bank has one row for both: the first counts with all of it. Refused:
 * `books-changed`, `resolution-does-not-fit`, `invoice-first`, `suspense-first`, `not-refundable`.
 */
export const movePayment: Resolve = async (store, at, ports) => {
  const { item, payload, resolutionId } = at
  const corrected = await correctedPayer(store, item)
  const { truth } = payload
  if (!corrected || corrected.leftFen === 0 || truth?.says !== 'file-row') return refuse('books-changed')
  const told = await followPayer(store, at)
  if (isRefusal(told)) return told
  const { payment, leftFen } = corrected
  const { company, source, householdId, paidAt, paidOn, filedOn } = payment
  const traceNo = excessNumber(told.transactionId, resolutionId.slice(-8))
  if (traceNo.length > MAX_NUMBER) return refuse('resolution-does-not-fit')
  const from = await takeFrom(store, { payment, shortFen: leftFen, by: resolutionId }, ports)
  if (isRefusal(from)) return from
  if (!(await store.refunds.reserve(payment.id, leftFen))) return refuse('books-changed')
  await store.ledger.insert(
    transfersOf(
      {
        company,
        postingKey: `payment-corrected:${resolutionId}`,
        event: 'payment-corrected',
        effectiveOn: paidOn,
        evidenceKind: 'difference',
        evidenceId: resolutionId,
        postings: paymentCorrected({ source, householdId, ...from }),
      },
      ports,
    ),
  )
  const row = { userCode: truth.userCode ?? '', traceNo, amountFen: leftFen, paidOn, paidAt }
  await bookCounterRow(store, company, source, filedOn ? { ...row, filedOn } : row, ports)
  const booked = await store.payments.byTransaction(company, source, traceNo)
  if (!booked) throw new Error(`payment ${traceNo} vanished within its own transaction`)
  await store.differences.correctPayment(booked.id, -leftFen)
  if (!(await store.payments.replace(payment.id, booked.id))) return refuse('books-changed')
  return { paymentId: payment.id, takenBackFen: leftFen }
}

/** People have sent the money where it belongs before its bank put the code right: only the code is followed. */
export const notePayer: Resolve = async (store, at) => {
  const told = await followPayer(store, at)
  return isRefusal(told) ? told : {}
}

/** From now on the payment is the corrected code's; `books-changed` when it is not the code's any more that the maker saw. */
async function followPayer(
  store: Pick<Store, 'payments'>,
  { item: { company, channel, seen } }: ResolutionContext,
): Promise<Payment | Refusal> {
  const [from, to] = [seen?.ours?.payerCode, seen?.theirs?.userCode]
  const told = seen?.ours && (await store.payments.byTransaction(company, channel, seen.ours.key))
  if (!told || !from || to === undefined) return refuse('books-changed')
  return (await store.payments.tellPayer(told.id, from, to)) ? told : refuse('books-changed')
}
