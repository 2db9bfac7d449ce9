import { formatYuan } from '../../../../contract/money'
import { civilDayOf } from '../../../domain/calendar/civilDate'
import { kindNow, nameOf, theirsOf, whoIsAsked } from '../../../domain/difference/facts'
import { refundPaid, refundRequested } from '../../../domain/ledger/rules'
import type { Payment } from '../../../domain/payment/payment'
import type { Refund } from '../../../domain/payment/refund'
import type { TakeBack } from '../../../domain/payment/refundable'
import type { Difference } from '../../../domain/reconciliation/run'
import type { ExecutorPorts } from '../../approvals/approvals'
import { takeBack } from '../../booking/takeBack'
import { transfersOf } from '../../common/post'
import { isRefusal, type Refusal, refuse } from '../../common/refusal'
import { queueRefundedMessage } from '../../messages/queueMessage'
import type { Store } from '../../ports/database'
import { refusedByInvoice } from '../../refunds/requestRefund'
import { closeStray } from '../resolve/closeStray'
import type { ResolutionRule } from '../resolve/resolution'
import { bankRow, refundedAsShown } from '../resolve/truth'

/** 补记退款: a refund that was made outside heatpay, in the channel's own console or by its bank, is booked. */
export const bookRefund = {
  name: 'book-refund',
  of: ['transaction'],
  fits: (item, facts) =>
    item.rowKind === 'refund' && kindNow(item, facts) === 'channel-only' && facts.bookedOn === null,
  amount: theirsOf,
  sentence: (item, facts) =>
    `${whoIsAsked(item)}，补记${nameOf(item, facts)} 的退款 ${formatYuan(theirsOf(item))}，用户的欠费相应恢复`,
  needs: [],
  truth: { ofRefund: refundedAsShown, ofBank: bankRow },
  async takes(store, item, truth) {
    const amountFen = truth?.says === 'refunded' ? truth.amountFen : 0
    const payment = await refundedPayment(store, item, amountFen)
    return payment && { payment, amountFen }
  },
  /**
   * Books a refund that was made outside heatpay, as the channel states it: reserved on its payment by the same guard as any
   * other (M2), taken back from where the payment went, and paid at once. Refused: `payment-unknown`, `refund-too-much`,
   * `suspense-first`, `invoice-first`, `not-refundable`.
   */
  async run(store, { item, payload, resolutionId, approval, wasSettled }, ports) {
    const { truth } = payload
    if (truth?.says !== 'refunded') return refuse('resolution-does-not-fit')
    if (wasSettled) return refuse('books-changed')
    const { refundNo, amountFen } = truth
    const payment = await refundedPayment(store, item, amountFen)
    if (!payment) return refuse('payment-unknown')
    const from = await take(store, payment, { amountFen, by: resolutionId }, ports)
    if (from !== 'suspense' && isRefusal(from)) return from
    if (!(await store.refunds.reserve(payment.id, amountFen, 'refund-requested')))
      return refuse('refund-too-much', { leftFen: 0 })
    const doneOn = civilDayOf(truth.doneAt)
    const refund: Refund = {
      refundNo,
      company: item.company,
      source: item.channel,
      paymentId: payment.id,
      orderNo: payment.orderNo,
      amountFen,
      status: 'succeeded',
      channelRefundId: truth.channelRefundId,
      requestedAt: truth.doneAt,
      // The day of the file that lists it.
      acceptedOn: item.date,
      succeededAt: truth.doneAt,
      succeededOn: doneOn,
      reason: payload.reason,
      route: 'original',
      replaces: null,
      owner: null,
      attendedAt: null,
      calledAt: null,
    }
    if ((await store.refunds.insert(refund)) === 'duplicate') return refuse('books-changed')
    await post(store, { refund, payment, from, doneOn }, ports)
    await queueRefundedMessage(store, refund, ports)
    const by = {
      loginName: approval.checkerName ?? approval.makerName,
      at: ports.clock.now(),
      note: '已在对账差异中补记',
    }
    await closeStray(store, refund, by)
    return { paymentId: payment.id, refundNo }
  },
} satisfies ResolutionRule

/** The payment that was given back: of the order that the channel names, with enough of it left. */
async function refundedPayment(
  store: Pick<Store, 'payments'>,
  item: Difference,
  amountFen: number,
): Promise<Payment | undefined> {
  const { company, channel, orderNo, channelNo } = item
  const reverses = item.seen?.theirs?.reverses
  if (reverses !== undefined) return store.payments.byTransaction(company, channel, reverses)
  const ofOrder = orderNo === null ? [] : await store.payments.byOrder(orderNo)
  const own = ofOrder.filter((payment) => payment.company === company && payment.source === channel)
  const [fits = own[0]] = own.filter((payment) => payment.amountFen - payment.refundedFen >= amountFen)
  // A channel without refund numbers of its own names the payment's.
  return fits ?? (channelNo === null ? undefined : store.payments.byTransaction(company, channel, channelNo))
}

type From = TakeBack | 'suspense'

async function take(
  store: Pick<Store, 'bills' | 'households' | 'invoices' | 'ledger' | 'seasonRecords' | 'suspense'>,
  payment: Payment,
  { amountFen, by }: { amountFen: number; by: string },
  ports: ExecutorPorts,
): Promise<From | Refusal<'invoice-first' | 'not-refundable' | 'refund-too-much' | 'suspense-first'>> {
  const { householdId } = payment
  if (payment.amountFen - payment.refundedFen < amountFen) {
    return refuse('refund-too-much', { leftFen: payment.amountFen - payment.refundedFen })
  }
  if (payment.outcome === 'applied' && householdId !== null) {
    const invoiced = await refusedByInvoice(store, payment, amountFen)
    if (invoiced) return invoiced
    return takeBack(store, { ...payment, householdId }, { amountFen, by, on: ports.clock.today() }, ports)
  }
  const waiting = await store.suspense.ofPayment(payment.id)
  if (!waiting || waiting.amountFen !== amountFen) return refuse('suspense-first')
  const left = await store.suspense.resolve(waiting.id, 'refund-original-route', ports.clock.now())
  return left ? 'suspense' : refuse('suspense-first')
}

async function post(
  store: Pick<Store, 'ledger'>,
  { refund, payment, from, doneOn }: { refund: Refund; payment: Payment; from: From; doneOn: string },
  ports: ExecutorPorts,
): Promise<void> {
  const { refundNo, amountFen, company } = refund
  const { householdId } = payment
  const posting = { company, effectiveOn: doneOn, evidenceKind: 'refund', evidenceId: refundNo } as const
  const postings = refundRequested({
    householdId,
    shares: from === 'suspense' ? [] : from.shares,
    fromCreditFen: from === 'suspense' ? 0 : from.fromCreditFen,
    fromSuspenseFen: from === 'suspense' ? amountFen : 0,
  })
  await store.ledger.insert([
    ...transfersOf({ ...posting, postingKey: `refund:${refundNo}`, event: 'refund-requested', postings }, ports),
    ...transfersOf(
      {
        ...posting,
        postingKey: `refund-paid:${refundNo}`,
        event: 'refund-paid',
        postings: refundPaid({ ...refund, householdId }),
      },
      ports,
    ),
  ])
}
