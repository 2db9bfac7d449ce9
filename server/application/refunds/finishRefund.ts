import { isChannel } from '../../../contract/channelWords'
import { civilDayOf } from '../../domain/calendar/civilDate'
import { refundPaid, refundToOwnAccount } from '../../domain/ledger/rules'
import type { Refund } from '../../domain/payment/refund'
import { bookedTime } from '../../domain/payment/statedTime'
import { FINANCE_DESK } from '../../domain/staff/staff'
import { transfersOf } from '../common/post'
import { raiseFollowUp } from '../followUps/raiseFollowUp'
import { queueRefundedMessage } from '../messages/queueMessage'
import { ConcurrencyConflict, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { keepStrayRefund } from './strayRefund'

/** How a channel says that a refund ended; `at` in epoch milliseconds, undefined where it says nothing that a calendar has. */
export interface RefundEnd {
  state: 'succeeded' | 'abnormal' | 'closed'
  at: number | undefined
}
/** The same at a time that can be. */
type Ended = RefundEnd & { at: number }

/**
 * Ends a refund as its channel says, from a query or a notification, once (M3). Succeeded: the ledger pays it out.
 * Abnormal or closed: it becomes a work item with an owner; what is owed to the payer stays owed (faults.md, Refunds). A time
 * that cannot be is not booked as told (statedTime.ts): a work item names it.
 */
export async function finishRefund(
  store: Store,
  refundNo: string,
  told: RefundEnd,
  ports: { clock: Clock; ids: Ids },
): Promise<void> {
  const refund = await store.refunds.byNo(refundNo)
  if (!refund || refund.status === 'succeeded') return
  const { at, doubtful } = bookedTime(told.at, ports.clock.now())
  if (doubtful && told.state === 'succeeded') await doubt(store, refund, told.at, ports)
  const end = { ...told, at }
  if (refund.status === 'failed' && refund.attendedAt !== null) return endOfAttended(store, refund, end, ports)
  if (end.state !== 'succeeded') {
    const failed = { status: 'failed', owner: FINANCE_DESK, refusedCode: end.state.toUpperCase() } as const
    if (await store.refunds.change(refundNo, ['requested'], failed))
      await store.refundCards.change(refundNo, 'held', { status: 'failed' })
    return
  }
  if (refund.route === 'own-account') return backWithUs(store, refund, end, ports)
  const succeededOn = civilDayOf(end.at)
  const ended = await store.refunds.change(refundNo, ['requested', 'failed'], {
    status: 'succeeded',
    owner: null,
    succeededAt: end.at,
    succeededOn,
    acceptedOn: refund.acceptedOn ?? succeededOn,
  })
  if (!ended) return
  await store.refundCards.change(refundNo, 'held', { status: 'paid', paidOn: succeededOn })
  await queueRefundedMessage(store, refund, ports)
  await post(store, refund, 'refund-paid', succeededOn, ports)
}

/** The day on which a channel says that it gave a refund back cannot be: somebody asks it. */
async function doubt(
  store: Pick<Store, 'followUps'>,
  { company, source: channel, refundNo: subject, orderNo, amountFen }: Refund,
  at: number | undefined,
  ports: { clock: Clock; ids: Ids },
): Promise<void> {
  if (!isChannel(channel)) return
  const told = at === undefined ? '' : civilDayOf(at)
  await raiseFollowUp(store, { company, kind: 'refund-time', channel, subject, orderNo, amountFen, told }, ports)
}

/**
 * A refund that failed, and that staff settled in another way, succeeded after all. When what replaces it has not been paid
 * yet, that is what has succeeded; else the payer was paid twice: nothing is booked, and somebody must look at it.
 */
async function endOfAttended(
  store: Store,
  refund: Refund,
  end: Ended,
  ports: { clock: Clock; ids: Ids },
): Promise<void> {
  if (end.state !== 'succeeded') return
  const others = await store.refunds.byPayment(refund.paymentId)
  const instead = others.find(({ replaces }) => replaces === refund.refundNo)
  const { channelRefundId } = refund
  if (instead?.status === 'requested' && (await mayYetStop(store, instead))) {
    const by = instead.route === 'bank-card' ? ({ route: 'original' } as const) : {}
    if (!(await store.refunds.change(instead.refundNo, ['requested'], { ...by, channelRefundId })))
      throw new ConcurrencyConflict(`refund ${instead.refundNo}`)
    return finishRefund(store, instead.refundNo, end, ports)
  }
  // It was this very success that ended what replaces it.
  if (instead?.status === 'succeeded' && channelRefundId !== null && instead.channelRefundId === channelRefundId) return
  if (instead?.route === 'own-account' && instead.succeededAt !== null) return
  const { company, source, refundNo, orderNo, amountFen } = refund
  if (!isChannel(source)) return
  const told = { company, channel: source, refundNo, orderNo, transactionId: null, amountFen, toldAt: end.at }
  await keepStrayRefund(store, { ...told, reason: 'paid-twice' }, ports)
}

/** Whether what replaces a failed refund can be held back: not once a batch has its card, or its channel was called. */
async function mayYetStop(store: Pick<Store, 'refundCards'>, refund: Refund): Promise<boolean> {
  if (refund.route === 'bank-card') {
    for (const from of ['held', 'waiting'] as const) {
      if (await store.refundCards.change(refund.refundNo, from, { status: 'stopped' })) return true
    }
    return false
  }
  // The channel goes on with the refund that it knows; a repetition asks about it before it calls.
  return refund.route !== 'original' || refund.calledAt === null
}

/** The channel gave an abnormal refund's money to our own account: it is still owed, and waits for another way. */
async function backWithUs(
  store: Pick<Store, 'ledger' | 'payments' | 'refunds'>,
  refund: Refund,
  end: Ended,
  ports: { clock: Clock; ids: Ids },
): Promise<void> {
  const to = { status: 'failed', owner: FINANCE_DESK, succeededAt: end.at } as const
  if (await store.refunds.change(refund.refundNo, ['requested'], to))
    await post(store, refund, 'refund-to-own-account', civilDayOf(end.at), ports)
}

async function post(
  store: Pick<Store, 'ledger' | 'payments'>,
  refund: Refund,
  event: 'refund-paid' | 'refund-to-own-account',
  effectiveOn: string,
  ports: { clock: Clock; ids: Ids },
): Promise<void> {
  const payment = await store.payments.byId(refund.paymentId)
  const of = { source: refund.source, amountFen: refund.amountFen, householdId: payment?.householdId ?? null }
  await store.ledger.insert(
    transfersOf(
      {
        company: refund.company,
        postingKey: `${event}:${refund.refundNo}`,
        event,
        effectiveOn,
        evidenceKind: 'refund',
        evidenceId: refund.refundNo,
        postings: event === 'refund-paid' ? refundPaid(of) : refundToOwnAccount(of),
      },
      ports,
    ),
  )
}
