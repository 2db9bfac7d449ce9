import { civilDayOf } from '../../domain/calendar/beijingTime'
import { refundPaid } from '../../domain/ledger/rules'
import { SUSPENSE_DESK } from '../applyPayment'
import { tellRefunded } from '../messages/tellResident'
import type { Clock, Ids, Store } from '../ports'
import { transfersOf } from '../post'

/**
 * Ends a refund as its channel says, from a query or a notification, once (M3). Succeeded: the ledger pays it out.
 * Abnormal or closed: it becomes a work item with an owner; what is owed to the payer stays owed (faults.md, Refunds).
 */
export async function finishRefund(
  store: Store,
  refundNo: string,
  end: { state: 'succeeded' | 'abnormal' | 'closed'; at: number },
  ports: { clock: Clock; ids: Ids },
): Promise<void> {
  const refund = await store.refunds.byNo(refundNo)
  if (!refund || refund.status === 'succeeded') return
  if (refund.status === 'failed' && refund.attendedAt !== null) {
    // Somebody has dealt with it in another way meanwhile: a person must look at it again.
    await store.refunds.change(refundNo, ['failed'], { attendedAt: null, owner: SUSPENSE_DESK })
    return
  }
  if (end.state !== 'succeeded') {
    await store.refunds.change(refundNo, ['requested'], { status: 'failed', owner: SUSPENSE_DESK })
    return
  }
  const succeededOn = civilDayOf(end.at)
  const ended = await store.refunds.change(refundNo, ['requested', 'failed'], {
    status: 'succeeded',
    owner: null,
    succeededAt: end.at,
    succeededOn,
    acceptedOn: refund.acceptedOn ?? succeededOn,
  })
  if (!ended) return
  await tellRefunded(store, refund, ports)
  const payment = await store.payments.byId(refund.paymentId)
  await store.ledger.insert(
    transfersOf(
      {
        company: refund.company,
        postingKey: `refund-paid:${refundNo}`,
        event: 'refund-paid',
        effectiveOn: succeededOn,
        evidenceKind: 'refund',
        evidenceId: refundNo,
        postings: refundPaid({ ...refund, householdId: payment?.householdId ?? null }),
      },
      ports,
    ),
  )
}
