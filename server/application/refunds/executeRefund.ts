import { z } from 'zod'
import { refundKeptAsCredit, refundRequested } from '../../domain/ledger/rules'
import type { Payment } from '../../domain/payment/payment'
import type { Refund, RefundRoute } from '../../domain/payment/refund'
import { judgeRefund, type TakeBack } from '../../domain/payment/refundable'
import type { Executor, ExecutorPorts } from '../approvals'
import { Outrun, type Store } from '../ports'
import { transfersOf } from '../post'
import { isRefusal, type Refusal, refuse } from '../refusal'
import { takeBack } from '../takeBack'
import { wouldUndercutInvoice } from './invoiced'
import { refundJob } from './refundJob'

const payload = z.object({
  paymentId: z.string(),
  amountFen: z.int().positive(),
  route: z.enum(['original', 'next-season']),
  reason: z.string(),
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
}

/**
 * Writes an approved refund down: reserved on the payment by a guarded update (never more than was paid, at most 50
 * parts, however many at once: M2), owed to the payer in the ledger, and given to a job that calls the channel (M9).
 */
export async function writeRefund(
  store: Store,
  input: RefundInput,
  { clock, ids }: ExecutorPorts,
): Promise<'done' | Refusal> {
  const { payment, amountFen, route, refundNo, from } = input
  if (!(await store.refunds.reserve(payment.id, amountFen))) return refuse('refund-too-much', { leftFen: 0 })
  const kept = route === 'next-season'
  const refund: Refund = {
    refundNo,
    company: payment.company,
    source: payment.source,
    paymentId: payment.id,
    orderNo: payment.orderNo,
    amountFen,
    status: kept ? 'succeeded' : 'requested',
    channelRefundId: null,
    requestedAt: clock.now(),
    acceptedOn: null,
    succeededAt: kept ? clock.now() : null,
    succeededOn: null,
    reason: input.reason,
    route,
    replaces: null,
    owner: null,
    attendedAt: null,
    calledAt: null,
  }
  if ((await store.refunds.insert(refund)) === 'duplicate') throw new Outrun(`refund number ${refundNo}`)
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
  if (!kept) {
    await store.jobs.add(refundJob(refund))
    return 'done'
  }
  if (householdId === null) return refuse('not-refundable')
  await keepAsCredit(store, { refundNo, company: payment.company, householdId, amountFen }, { clock, ids })
  return 'done'
}

/** What is owed to a payer becomes his household's credit. Throws Outrun when outrun. */
export async function keepAsCredit(
  store: Store,
  refund: { refundNo: string; company: string; householdId: string; amountFen: number },
  { clock, ids }: Pick<ExecutorPorts, 'clock' | 'ids'>,
): Promise<void> {
  const household = await store.households.byId(refund.householdId)
  if (!household || !(await store.households.touch(household, refund.amountFen)))
    throw new Outrun(`household ${refund.householdId}`)
  await store.ledger.insert(
    transfersOf(
      {
        company: refund.company,
        postingKey: `refund-kept:${refund.refundNo}`,
        event: 'refund-kept-as-credit',
        effectiveOn: clock.today(),
        evidenceKind: 'refund',
        evidenceId: refund.refundNo,
        postings: refundKeptAsCredit(refund),
      },
      { clock, ids },
    ),
  )
}

/** The executor of `refund`: looks again, takes the money back from the bills, and writes the refund. */
export const executeRefund: Executor = async (store, approval, ports) => {
  const { paymentId, amountFen, route, reason } = payload.parse(approval.payload)
  const payment = await store.payments.byId(paymentId)
  const rulebook = ports.rulebooks.get(approval.company)
  if (!payment || !rulebook || payment.householdId === null || payment.outcome !== 'applied')
    return refuse('not-refundable')
  const judged = judgeRefund(payment, amountFen, rulebook, ports.clock.now())
  if (judged.outcome === 'refund-too-much') return refuse('refund-too-much', { leftFen: judged.leftFen })
  if (judged.outcome !== 'fits') return refuse(judged.outcome)
  if (!judged.routes.includes(route)) return refuse('refund-window-over')
  const refundNo = ports.ids.refundNo(ports.clock.today())
  const from = await takeBack(
    store,
    { ...payment, householdId: payment.householdId },
    { amountFen, by: refundNo, on: ports.clock.today() },
    ports,
  )
  if (isRefusal(from)) return from
  // After the household's row is taken: an invoice asked for meanwhile is seen, a later one sees this refund (M2).
  if (await wouldUndercutInvoice(store, payment, amountFen)) return refuse('invoice-first')
  return writeRefund(store, { payment, amountFen, route, reason, from, refundNo }, ports)
}
