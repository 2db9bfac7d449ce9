import { z } from 'zod'
import { isChannel } from '../../../contract/channelWords'
import { formatYuan } from '../../../contract/money'
import type { Actor, Approval } from '../../domain/approval/approval'
import type { Payment } from '../../domain/payment/payment'
import {
  needsCard,
  REFUND_ROUTE_NAMES,
  REFUND_ROUTES,
  type Refund,
  type RefundRoute,
} from '../../domain/payment/refund'
import { inRefundWindow } from '../../domain/payment/refundable'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Executor, propose } from '../approvals/approvals'
import { keepAsCredit, sendOff } from '../booking/sendOffRefund'
import { allOrNothing } from '../common/allOrNothing'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { ChannelDirectory } from '../ports/channels'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import {
  type CardGiven,
  type CardPayload,
  type CardPorts,
  cardInWords,
  cardNamed,
  cardPayload,
  checkedCard,
  writeCard,
} from './cardGiven'
import { finishRefund } from './finishRefund'

const payload = z.object({ refundNo: z.string(), route: z.enum(REFUND_ROUTES), card: cardPayload.optional() })

export interface RetryRequest {
  refundNo: string
  route: RefundRoute
  /** Where the money goes, for `bank-card` and `payer-card`. */
  card?: CardGiven
  /** The channel's word for the card's bank, e.g. ICBC_DEBIT; for `payer-card`. */
  bankType?: string
}

type Ports = CardPorts & {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  channels: ChannelDirectory
}

/** Whether a route is open to a refund that failed, whatever its channel says; the refusal that it meets, if any. */
async function closedTo(
  store: Pick<Store, 'refunds'>,
  { refund, payment, route }: { refund: Refund; payment: Payment; route: RefundRoute },
  { clock, rulebooks }: Pick<Ports, 'clock' | 'rulebooks'>,
): Promise<Refusal<'not-refundable' | 'refund-window-over' | 'route-not-open'> | undefined> {
  if (route === 'next-season') return payment.householdId === null ? refuse('not-refundable') : undefined
  if (route === 'bank-card') return undefined
  if (!isChannel(refund.source) || refund.route === 'own-account') return refuse('route-not-open')
  if (route === 'original') {
    const rulebook = rulebooks.get(refund.company)
    return rulebook && inRefundWindow(payment, rulebook, clock.now()) ? undefined : refuse('refund-window-over')
  }
  const known = await store.refunds.byNo(refund.refundNo)
  return refund.route === 'original' && known?.channelRefundId ? undefined : refuse('route-not-open')
}

/**
 * Proposes what becomes of a refund that failed: tried again under a new number, paid to a bank card, given by the channel to
 * another card or to our own account where it ended as abnormal, or kept as the household's credit. Its channel is asked
 * first, so that no refund is paid by two routes: one that succeeded meanwhile is booked (`already-resolved`), one on its way
 * is waited for (`refund-under-way`). Refused too: `route-not-open`, `refund-window-over`, and what checkedCard refuses.
 */
export function createRetryRefund(ports: Ports) {
  const { database, channels, clock, ids } = ports

  async function waiting(store: Pick<Store, 'payments' | 'refunds'>, company: string, refundNo: string) {
    const refund = await store.refunds.byNo(refundNo)
    const payment = refund && (await store.payments.byId(refund.paymentId))
    if (!refund || !payment || refund.company !== company) return refuse('not-found')
    if (refund.status !== 'failed' || refund.attendedAt !== null) return refuse('already-resolved')
    return { refund, payment }
  }

  /** What the channel says of a refund that failed there, before its money takes another way. */
  async function channelSays(
    refund: Refund,
    route: RefundRoute,
  ): Promise<Refusal<'already-resolved' | 'channel-unavailable' | 'refund-under-way' | 'route-not-open'> | undefined> {
    const { source, company, orderNo, refundNo } = refund
    const abnormalNeeded = route === 'payer-card' || route === 'own-account'
    if (!isChannel(source) || refund.route !== 'original' || orderNo === null) return undefined
    const channel = channels.get(company, source)
    if (!channel || (abnormalNeeded && !channel.redirectRefund)) return refuse('route-not-open')
    // A repetition asks about the failed number by itself, before it calls (giveRefund).
    if (route === 'original') return undefined
    const found = await channel.queryRefund({ orderNo, refundNo })
    if (found.outcome === 'accepted') return refuse('refund-under-way')
    if (found.outcome === 'unknown') return refuse('channel-unavailable')
    if (found.outcome === 'succeeded') {
      const end = { state: 'succeeded', at: found.doneAt ?? clock.now() } as const
      await database.transaction((store) => finishRefund(store, refundNo, end, ports))
      return refuse('already-resolved')
    }
    const abnormal = found.outcome === 'failed' && found.reason === 'abnormal'
    return abnormalNeeded && !abnormal ? refuse('route-not-open') : undefined
  }

  async function cardFor(
    { refund, payment }: { refund: Refund; payment: Payment },
    { route, card, bankType }: RetryRequest,
    by: string,
  ): Promise<
    CardPayload | Refusal<'bad-bank-card' | 'bank-unreachable' | 'card-needed' | 'card-refused' | 'file-refused'> | null
  > {
    if (!needsCard(route)) return null
    const household =
      payment.householdId === null ? undefined : await database.read.households.byId(payment.householdId)
    if (route === 'bank-card') return checkedCard(ports, { payment: { company: refund.company }, card, household, by })
    const named = cardNamed(card, household)
    if (isRefusal(named)) return named
    return bankType === undefined ? refuse('card-needed') : { ...named, bankType, check: null }
  }

  return async function retryRefund(
    company: string,
    maker: Actor,
    request: RetryRequest,
  ): Promise<
    | Approval
    | Refusal<
        | 'already-proposed'
        | 'already-resolved'
        | 'bad-bank-card'
        | 'bank-unreachable'
        | 'card-needed'
        | 'card-refused'
        | 'channel-unavailable'
        | 'file-refused'
        | 'not-found'
        | 'not-refundable'
        | 'refund-under-way'
        | 'refund-window-over'
        | 'route-not-open'
      >
  > {
    const { refundNo, route } = request
    const at = await waiting(database.read, company, refundNo)
    if (isRefusal(at)) return at
    const closed = (await closedTo(database.read, { ...at, route }, ports)) ?? (await channelSays(at.refund, route))
    if (closed) return closed
    const card = await cardFor(at, request, maker.loginName)
    if (card !== null && isRefusal(card)) return card
    return allOrNothing(database, async (store) => {
      const still = await waiting(store, company, refundNo)
      if (isRefusal(still)) return still
      const { amountFen } = still.refund
      const way = route === 'original' ? '按原支付方式再退一次' : REFUND_ROUTE_NAMES[route]
      return propose(
        store,
        {
          company,
          deed: 'retry-refund',
          subject: refundNo,
          summary: `退款 ${refundNo} 没有成功，将 ${formatYuan(amountFen)} ${way}${card ? ` ${cardInWords(card)}` : ''}`,
          amountFen,
          payload: { refundNo, route, ...(card ? { card, salt: ids.next() } : {}) },
          maker,
        },
        ports,
      )
    })
  }
}

/**
 * The executor of `retry-refund`. The money was taken back when the first refund was approved: it is not taken again. The
 * failed refund is attended to by a guarded update, so that one way is taken and no second (M2).
 */
export const executeRetryRefund: Executor<
  'already-resolved' | 'card-needed' | 'not-found' | 'not-refundable' | 'refund-window-over' | 'route-not-open'
> = async (store, approval, ports) => {
  const { refundNo, route, card } = payload.parse(approval.payload)
  const failed = await store.refunds.byNo(refundNo)
  const payment = failed && (await store.payments.byId(failed.paymentId))
  if (!failed || !payment) return refuse('not-found')
  const closed = await closedTo(store, { refund: failed, payment, route }, ports)
  if (closed) return closed
  if (!(await store.refunds.attend(refundNo, ports.clock.now()))) return refuse('already-resolved')
  const { clock, ids } = ports
  if (route === 'next-season') {
    if (payment.householdId === null) return refuse('not-refundable')
    await keepAsCredit(store, { ...failed, householdId: payment.householdId }, ports)
    return 'done'
  }
  const again: Refund = {
    ...failed,
    refundNo: ids.refundNo(clock.today()),
    status: 'requested',
    // The channel goes on with the refund that it knows.
    channelRefundId: route === 'payer-card' || route === 'own-account' ? failed.channelRefundId : null,
    requestedAt: clock.now(),
    acceptedOn: null,
    succeededAt: null,
    succeededOn: null,
    route,
    replaces: refundNo,
    owner: null,
    attendedAt: null,
    calledAt: null,
    refusedCode: null,
    refusedText: null,
  }
  if ((await store.refunds.insert(again)) === 'duplicate') throw new ConcurrencyConflict('a refund number')
  if (needsCard(route)) {
    const kept = await writeCard(store, again, card, clock)
    if (kept !== 'done') return kept
  }
  await sendOff(store, again, payment.householdId, ports)
  return 'done'
}
