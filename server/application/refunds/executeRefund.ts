import { z } from 'zod'
import type { Invoice } from '../../domain/invoice/invoice'
import { refundRequested } from '../../domain/ledger/rules'
import type { Payment } from '../../domain/payment/payment'
import { needsCard, type Refund, type RefundRoute } from '../../domain/payment/refund'
import { judgeRefund, type TakeBack } from '../../domain/payment/refundable'
import type { Executor, ExecutorPorts } from '../approvals/approvals'
import { sendOff } from '../booking/sendOffRefund'
import { takeBack } from '../booking/takeBack'
import { transfersOf } from '../common/post'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { redLetterFirst } from '../invoices/redLetter'
import { ConcurrencyConflict, type Store } from '../ports/database'
import { type CardPayload, cardPayload, writeCard } from './cardGiven'
import { invoiceInTheWay } from './requestRefund'

const payload = z.object({
  paymentId: z.string(),
  amountFen: z.int().positive(),
  route: z.enum(['original', 'next-season', 'bank-card']),
  reason: z.string(),
  card: cardPayload.optional(),
})

/** What a refund is made of, wherever the money is taken from. */
export interface RefundInput {
  payment: Payment
  amountFen: number
  route: RefundRoute
  reason: string
  /** Where the money is taken from: bills and credit, or suspense. */
  from: TakeBack | 'suspense'
  refundNo: string
  /** Where the money goes, for `bank-card`. */
  card?: CardPayload
  /** The invoice that has to be taken back before the money moves, and what it says of the payment. */
  taken?: { invoice: Invoice; amountFen: number }
}

/**
 * Writes an approved refund down: reserved on the payment by a guarded update (never more than was paid, at most 50
 * parts, however many at once: M2), owed to the payer in the ledger, and set on its way; where an invoice would say more
 * than is left, that is taken back first, and the refund waits for it (formats.md 6.7).
 */
export async function writeRefund(
  store: Pick<Store, 'households' | 'invoices' | 'jobs' | 'ledger' | 'refundCards' | 'refunds'>,
  input: RefundInput,
  { clock, ids }: ExecutorPorts,
): Promise<'done' | Refusal<'card-needed' | 'not-refundable' | 'refund-too-much'>> {
  const { payment, amountFen, route, refundNo, from } = input
  if (route === 'next-season' && payment.householdId === null) return refuse('not-refundable')
  const takenBackFen = input.taken?.amountFen ?? 0
  if (!(await store.refunds.reserve(payment.id, amountFen, 'refund-requested', takenBackFen)))
    return refuse('refund-too-much', { leftFen: 0 })
  const refund: Refund = {
    refundNo,
    company: payment.company,
    source: payment.source,
    paymentId: payment.id,
    orderNo: payment.orderNo,
    amountFen,
    status: 'requested',
    channelRefundId: null,
    requestedAt: clock.now(),
    acceptedOn: null,
    succeededAt: null,
    succeededOn: null,
    reason: input.reason,
    route,
    replaces: null,
    owner: null,
    attendedAt: null,
    calledAt: null,
  }
  if ((await store.refunds.insert(refund)) === 'duplicate') throw new ConcurrencyConflict(`refund number ${refundNo}`)
  const posting = {
    company: payment.company,
    effectiveOn: clock.today(),
    evidenceKind: 'refund',
    evidenceId: refundNo,
  } as const
  const { householdId } = payment
  await store.ledger.insert(
    transfersOf(
      {
        ...posting,
        postingKey: `refund:${refundNo}`,
        event: 'refund-requested',
        postings: refundRequested({
          householdId,
          shares: from === 'suspense' ? [] : from.shares,
          fromCreditFen: from === 'suspense' ? 0 : from.fromCreditFen,
          fromSuspenseFen: from === 'suspense' ? amountFen : 0,
        }),
      },
      { clock, ids },
    ),
  )
  if (needsCard(route)) {
    const kept = await writeCard(store, refund, input.card, clock)
    if (kept !== 'done') return kept
  }
  if (input.taken) await redLetterFirst(store, { invoice: input.taken.invoice, refundNo }, { clock, ids })
  else await sendOff(store, refund, householdId, { clock, ids })
  return 'done'
}

/** The executor of `refund`: looks again, takes the money back from the bills, and writes the refund. */
export const executeRefund: Executor<
  | 'card-needed'
  | 'invoice-first'
  | 'not-refundable'
  | 'refund-too-much'
  | 'refund-window-over'
  | 'route-not-open'
  | 'too-many-refunds'
> = async (store, approval, ports) => {
  const { paymentId, amountFen, route, reason, card } = payload.parse(approval.payload)
  const payment = await store.payments.byId(paymentId)
  const rulebook = ports.rulebooks.get(approval.company)
  if (!payment || !rulebook || payment.householdId === null || payment.outcome !== 'applied')
    return refuse('not-refundable')
  const judged = judgeRefund(payment, amountFen, rulebook, ports.clock.now())
  if (judged.outcome === 'refund-too-much') return refuse('refund-too-much', { leftFen: judged.leftFen })
  if (judged.outcome !== 'fits') return refuse(judged.outcome)
  if (!judged.routes.includes(route)) return refuse(route === 'original' ? 'refund-window-over' : 'route-not-open')
  const refundNo = ports.ids.refundNo(ports.clock.today())
  const from = await takeBack(
    store,
    { ...payment, householdId: payment.householdId },
    { amountFen, by: refundNo, on: ports.clock.today() },
    ports,
  )
  if (isRefusal(from)) return from
  // After the household's row is taken: an invoice asked for meanwhile is seen, a later one sees this refund (M2).
  const inTheWay = await invoiceInTheWay(store, payment, amountFen)
  if (inTheWay.outcome === 'wait') return refuse('invoice-first')
  const taken = inTheWay.outcome === 'red-letter' ? inTheWay.inForce : undefined
  return writeRefund(store, { payment, amountFen, route, reason, from, refundNo, card, taken }, ports)
}
