import { isChannel } from '../../../../contract/channelWords'
import { fen } from '../../../../contract/money'
import type { BankEntry } from '../../../domain/bankMatching/bankEntry'
import { civilDayOf } from '../../../domain/calendar/civilDate'
import type { Payment, SuspenseExit } from '../../../domain/payment/payment'
import type { Difference } from '../../../domain/reconciliation/run'
import type { ExecutorPorts } from '../../approvals/approvals'
import { bookDeposit } from '../../bankMatching/bookArrival'
import { type ArrivedMoney, holdInSuspense } from '../../booking/applyPayment'
import { bookPayment } from '../../booking/bookPayment'
import { bookCounterRow } from '../../booking/importBankPayments'
import { isRefusal, type Refusal, refuse } from '../../common/refusal'
import type { Store } from '../../ports/database'
import { executeSuspenseExit } from '../../suspense/resolveSuspense'
import type { ResolutionContext, ResolutionOutcome, Resolve } from './resolution'

/**
 * Books a payment that the channel took and we missed, as the channel itself states it (M6, M7), or as our statement shows it: by
 * `bookAsOrdered`, or by `bookIntoSuspense`, from where it leaves by an exit that was decided on with it. Refused: `books-changed`.
 */
export const missedPayment =
  (
    book: Book,
    exit?: SuspenseExit,
  ): Resolve<
    | 'already-resolved'
    | 'books-changed'
    | 'card-needed'
    | 'not-found'
    | 'not-refundable'
    | 'refund-too-much'
    | 'refund-window-over'
    | 'resolution-does-not-fit'
    | 'route-not-open'
  > =>
  async (store, at, ports) => {
    const { item } = at
    const inOurAccount = item.bill === 'statement'
    if (inOurAccount && (await isExplained(store, item))) return refuse('books-changed')
    const booked = await book(store, at, ports)
    if (booked !== 'booked') return booked
    const payment = await store.payments.byTransaction(item.company, item.channel, item.key)
    if (!payment) throw new Error(`payment ${item.key} vanished within its own transaction`)
    if (inOurAccount) await settleDeposit(store, item, ports)
    return exit === undefined ? { paymentId: payment.id } : leave(store, { at, payment, exit }, ports)
  }

type Booked = 'booked' | Refusal<'books-changed' | 'resolution-does-not-fit'>
type Book = (store: Store, at: ResolutionContext, ports: ExecutorPorts) => Promise<Booked>

/** A movement that an arrival explains is booked: as what a channel sent, as its return of a claim, or as a payment. */
async function isExplained(store: Pick<Store, 'bankMatching'>, item: Difference): Promise<boolean> {
  const entry = await creditOf(store, item)
  return entry !== undefined && entry.arrivalId !== null
}

async function creditOf(
  store: Pick<Store, 'bankMatching'>,
  { company, channel, date, key }: Difference,
): Promise<BankEntry | undefined> {
  const entries = await store.bankMatching.entriesStated(company, channel, date)
  return entries.find(({ bankReference, direction }) => bankReference === key && direction === 'credit')
}

/** What somebody paid straight into our account is there already: the very movement settles it. */
async function settleDeposit(
  store: Pick<Store, 'bankMatching' | 'differences' | 'ledger' | 'payments' | 'reconciliation'>,
  item: Difference,
  ports: ExecutorPorts,
): Promise<void> {
  const entry = await creditOf(store, item)
  if (entry?.arrivalId === null) await bookDeposit(store, entry, ports)
}

/** By the same path as a notification, or as a row of a bank's file. */
export const bookAsOrdered: Book = async (store, { item, payload }, ports) => {
  const { truth } = payload
  const { company, channel } = item
  if (truth?.says === 'paid' && isChannel(channel)) {
    const { orderNo, transactionId, amountFen, paidAt, userCode } = truth
    const payment = { orderNo, transactionId, amountFen: fen(amountFen), paidAt, payer: undefined, userCode }
    const outcome = await bookPayment(store, { company, channel, payment }, ports)
    return outcome === 'already' ? refuse('books-changed') : 'booked'
  }
  if (truth?.says !== 'file-row') return refuse('resolution-does-not-fit')
  const { transactionId: traceNo, userCode, amountFen, paidOn } = truth
  const row = { userCode: userCode ?? '', traceNo, amountFen, paidOn }
  return (await bookCounterRow(store, company, channel, row, ports)) === 'already' ? refuse('books-changed') : 'booked'
}

/** In suspense, with a work item. */
export const bookIntoSuspense: Book = async (store, { item, payload }, ports) => {
  const money = await moneyOf(store, { item, payload })
  if (!money) return refuse('resolution-does-not-fit')
  // Nobody should be asked to pay the order again.
  if (money.orderNo !== null) await store.orders.change(money.orderNo, ['created', 'paying'], { status: 'closed' })
  return (await holdInSuspense(store, money, 'set-aside', ports)) === 'already' ? refuse('books-changed') : 'booked'
}

async function moneyOf(
  store: Pick<Store, 'households' | 'orders'>,
  { item, payload: { truth } }: Pick<ResolutionContext, 'item' | 'payload'>,
): Promise<ArrivedMoney | undefined> {
  const { company, channel: source } = item
  if (truth?.says === 'paid') {
    const { orderNo, transactionId, amountFen, paidAt, userCode } = truth
    const order = await store.orders.byNo(orderNo)
    const named = !order && userCode ? await store.households.byUserCode(company, userCode) : undefined
    const householdId = order?.company === company ? order.householdId : (named?.id ?? null)
    return { company, source, transactionId, orderNo, householdId, amountFen, paidAt, paidOn: civilDayOf(paidAt) }
  }
  if (truth?.says !== 'file-row') return undefined
  const { transactionId, userCode, amountFen, paidOn } = truth
  const household = userCode === null ? undefined : await store.households.byUserCode(company, userCode)
  const paidAt = item.seen?.theirs?.at ?? item.openedAt
  return {
    company,
    source,
    transactionId,
    orderNo: null,
    householdId: household?.id ?? null,
    amountFen,
    paidAt,
    paidOn,
  }
}

/** Out of suspense again, by the exit that was decided on with the booking. */
async function leave(
  store: Store,
  { at, payment, exit }: { at: ResolutionContext; payment: Payment; exit: SuspenseExit },
  ports: ExecutorPorts,
): Promise<
  | ResolutionOutcome
  | Refusal<
      | 'already-resolved'
      | 'card-needed'
      | 'not-found'
      | 'not-refundable'
      | 'refund-too-much'
      | 'refund-window-over'
      | 'route-not-open'
    >
> {
  const waiting = await store.suspense.ofPayment(payment.id)
  if (!waiting) throw new Error(`no work item for payment ${payment.id}`)
  const { householdId } = at.payload
  const outcome = await executeSuspenseExit(
    store,
    { ...at.approval, payload: { itemId: waiting.id, exit, householdId } },
    ports,
  )
  return outcome !== 'done' && isRefusal(outcome) ? outcome : { paymentId: payment.id }
}
