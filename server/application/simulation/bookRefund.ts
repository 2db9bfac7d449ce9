import { refundRequested } from '../../domain/ledger/rules'
import type { Payment } from '../../domain/payment/payment'
import type { PlannedRefund } from '../../domain/simulation/plan'
import { seededIds } from '../../domain/simulation/seededIds'
import type { Store } from '../ports'
import { transfersOf } from '../post'
import { finishRefund } from '../refunds/finishRefund'
import { isRefusal } from '../refusal'
import { takeBack } from '../takeBack'
import { stoppedClock } from './stoppedClock'

const REASON = '模拟退款'

/** Gives an amount of a simulated payment back: taken out of the bill, reserved on the payment (M2), asked for, and done at once. */
export async function bookRefund(
  store: Store,
  payment: Payment & { householdId: string },
  { refundNo, amountFen, channelRefundId, at }: PlannedRefund,
  date: string,
): Promise<void> {
  const ports = { ids: seededIds('refund', refundNo), clock: stoppedClock(at, date) }
  const taken = await takeBack(store, payment, { amountFen, by: refundNo, on: date }, ports)
  if (isRefusal(taken) || !(await store.refunds.reserve(payment.id, amountFen))) {
    throw new Error(`a simulated refund does not fit its payment: ${refundNo}`)
  }
  const { company, source, orderNo, householdId } = payment
  await store.refunds.insert({
    refundNo,
    company,
    source,
    paymentId: payment.id,
    orderNo,
    amountFen,
    status: 'requested',
    channelRefundId,
    requestedAt: at,
    acceptedOn: date,
    succeededAt: null,
    succeededOn: null,
    reason: REASON,
    route: 'original',
    replaces: null,
    owner: null,
    attendedAt: null,
    calledAt: null,
  })
  await store.ledger.insert(
    transfersOf(
      {
        company,
        postingKey: `refund:${refundNo}`,
        event: 'refund-requested',
        effectiveOn: date,
        evidenceKind: 'refund',
        evidenceId: refundNo,
        postings: refundRequested({ householdId, ...taken, fromSuspenseFen: 0 }),
      },
      ports,
    ),
  )
  await finishRefund(store, refundNo, { state: 'succeeded', at }, ports)
}
