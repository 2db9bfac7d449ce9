import { type Channel, isChannel } from '../../../contract/channelWords'
import { sumFen } from '../../../contract/money'
import { billPostingKey } from '../../application/bills/openOneBill'
import { applicationOf } from '../../application/booking/applyPayment'
import { takeOutOfBills } from '../../application/booking/takeBack'
import { transfersOf } from '../../application/common/post'
import { isRefusal } from '../../application/common/refusal'
import type { Store } from '../../application/ports/database'
import type { Ids } from '../../application/ports/system'
import { finishRefund } from '../../application/refunds/finishRefund'
import { accountOn } from '../../domain/account/account'
import type { Bill } from '../../domain/bill/bill'
import { billOpened, refundRequested } from '../../domain/ledger/rules'
import type { Order } from '../../domain/payment/order'
import type { Payment } from '../../domain/payment/payment'
import type { PlannedRefund } from '../../domain/reconciliation/channelEntry'
import type { NumberedRulebook } from '../../domain/rulebook/rulebook'
import { seededIds, stoppedClock } from './chance'
import { PAYING_TAKES_MS, subjectOf } from './entry'
import type { PlannedPayment } from './plan'

const REASON = '模拟退款'

/** Gives an amount of a simulated payment back: taken out of the bill, reserved on the payment (M2), asked for, and done at once. */
export async function bookRefund(
  store: Store,
  payment: Payment & { householdId: string },
  { refundNo, amountFen, channelRefundId, at }: PlannedRefund,
  date: string,
): Promise<void> {
  const ports = { ids: seededIds('refund', refundNo), clock: stoppedClock(at, date) }
  const taken = await takeOutOfBills(store, payment, { amountFen, by: refundNo, on: date }, ports)
  if (isRefusal(taken) || !(await store.refunds.reserve(payment.id, amountFen, 'refund-requested'))) {
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

const HALF_AN_HOUR_MS = 1_800_000

/** How long a notification takes. */
const NOTIFIED_AFTER_MS = 2_000

export interface DayToBook {
  rulebook: NumberedRulebook
  date: string
  /** Who pays at each channel: one resident of the simulation. */
  residents: Readonly<Record<Channel, string>>
}

function orderOf(planned: PlannedPayment, orderNo: string, channel: Channel, residentId: string): Order {
  const { household, bill, kind, amountFen, transactionId, paidAt } = planned
  return {
    orderNo,
    company: household.company,
    channel,
    residentId,
    householdId: household.id,
    season: bill.season,
    kind,
    amountFen,
    status: 'paid',
    description: subjectOf(planned),
    prepayId: null,
    transactionId,
    paidAt,
    clientOutcome: 'paid',
    createdAt: paidAt - PAYING_TAKES_MS,
    expiresAt: paidAt - PAYING_TAKES_MS + HALF_AN_HOUR_MS,
  }
}

/** A payment at WeChat or Alipay as the books have it once its notification came, with all that applying it changes. */
function paidOnline(planned: PlannedPayment, { rulebook, date, residents }: DayToBook) {
  const { household, bill, source, transactionId, amountFen, paidAt, orderNo } = planned
  if (orderNo === null || !isChannel(source)) return undefined
  const ids = seededIds(household.id)
  const payment: Payment & { householdId: string } = {
    id: ids.next(),
    company: household.company,
    source,
    transactionId,
    orderNo,
    householdId: household.id,
    amountFen,
    paidAt,
    paidOn: date,
    outcome: 'applied',
    refundedFen: 0,
    refundParts: 0,
    recordedAt: paidAt + NOTIFIED_AFTER_MS,
  }
  const account = accountOn(() => rulebook, [bill], [], date)
  const clock = stoppedClock(payment.recordedAt, date)
  const { creditFen, applications, transfers } = applicationOf(payment, account, { ids, clock })
  const appliedFen = sumFen(applications.map(({ principalFen }) => principalFen))
  const lateFeePaidFen = sumFen(applications.map(({ lateFeeFen }) => lateFeeFen))
  return {
    household: { ...household, creditFen, version: 1 },
    bill: { ...bill, appliedFen, lateFeePaidFen },
    order: orderOf(planned, orderNo, source, residents[source]),
    payment,
    applications,
    transfers,
    refund: planned.refund,
  }
}

function openedTransfers(bill: Bill, date: string, ids: Ids) {
  return transfersOf(
    {
      company: bill.company,
      postingKey: billPostingKey(bill),
      event: 'bill-opened',
      effectiveOn: date,
      evidenceKind: 'bill',
      evidenceId: bill.id,
      postings: billOpened(bill),
    },
    { ids, clock: stoppedClock(bill.openedAt, date) },
  )
}

/**
 * Writes planned households, their bills, and what they paid at WeChat and Alipay, by the same rules as all other money but
 * many rows at a time; then the refunds, one by one. What is paid at a bank's counter comes in with the bank's file.
 */
export async function bookPlanned(store: Store, plan: readonly PlannedPayment[], day: DayToBook): Promise<void> {
  const online = plan.flatMap((planned) => paidOnline(planned, day) ?? [])
  const atCounter = plan.filter(({ orderNo }) => orderNo === null)
  await store.households.insertMany([...online, ...atCounter].map(({ household }) => household))
  await store.bills.insertMany([...online, ...atCounter].map(({ bill }) => bill))
  await store.orders.insertMany(online.map(({ order }) => order))
  await store.payments.insertMany(online.map(({ payment }) => payment))
  await store.bills.insertApplications(online.flatMap(({ applications }) => applications))
  await store.ledger.insert([
    ...plan.flatMap(({ bill }) => openedTransfers(bill, day.date, seededIds('bill', bill.id))),
    ...online.flatMap(({ transfers }) => transfers),
  ])
  for (const { payment, refund } of online) {
    if (refund) await bookRefund(store, payment, refund, day.date)
  }
}
