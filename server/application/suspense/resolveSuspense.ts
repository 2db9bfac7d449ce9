import { z } from 'zod'
import { formatYuan } from '../../../contract/money'
import type { Actor, Approval } from '../../domain/approval/approval'
import type { Payment } from '../../domain/payment/payment'
import { SUSPENSE_REASONS, type SuspenseExit } from '../../domain/payment/payment'
import { inRefundWindow, judgeRefund } from '../../domain/payment/refundable'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Executor, propose } from '../approvals/approvals'
import { allOrNothing } from '../common/allOrNothing'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { type CardGiven, type CardPorts, cardInWords, cardPayload, checkedCard } from '../refunds/cardGiven'
import { writeRefund } from '../refunds/executeRefund'
import { applyFromSuspense } from './applyFromSuspense'

const EXITS: Record<SuspenseExit, string> = {
  'apply-to-bill': '抵缴账单',
  'refund-original-route': '按原支付方式退回',
  'credit-next-season': '转为下一采暖季预存款',
}

const payload = z.object({
  itemId: z.string(),
  exit: z.enum(['apply-to-bill', 'refund-original-route', 'credit-next-season']),
  /** Whose bill or credit; for the way back it is not needed. */
  householdId: z.string().nullable(),
  /** Where the money goes back to when the way it came is closed. */
  card: cardPayload.optional(),
})

export interface SuspenseResolution {
  itemId: string
  exit: SuspenseExit
  userCode?: string
  /** For money whose channel takes no refund of it any more, or that came without an order: it goes back to this card. */
  card?: CardGiven
}

type Ports = CardPorts & { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }

/** Whether money in suspense can go back the way it came: its order is known, and its channel's window is open. */
function canGoBack(payment: Payment, rulebooks: Rulebooks, now: number): boolean {
  const rulebook = rulebooks.get(payment.company)
  return payment.orderNo !== null && rulebook !== undefined && inRefundWindow(payment, rulebook, now)
}

/**
 * Proposes one of the three exits of money in suspense (M7); another person approves it. A refund goes back the way it came,
 * and to a card that staff name only where that way is closed (`route-not-open` otherwise).
 */
export function createResolveSuspense(ports: Ports) {
  const { database, clock, ids, rulebooks } = ports

  async function cardFor(company: string, { itemId, exit, card }: SuspenseResolution, by: string) {
    if (exit !== 'refund-original-route' || card === undefined) return null
    const item = await database.read.suspense.byId(itemId)
    const payment = item && (await database.read.payments.byId(item.paymentId))
    if (payment?.company !== company) return refuse('not-found')
    if (canGoBack(payment, rulebooks, clock.now())) return refuse('route-not-open')
    const household =
      payment.householdId === null ? undefined : await database.read.households.byId(payment.householdId)
    return checkedCard(ports, { payment, card, household, by })
  }

  return async function resolveSuspense(
    company: string,
    maker: Actor,
    request: SuspenseResolution,
  ): Promise<
    | Approval
    | Refusal<
        | 'already-proposed'
        | 'already-resolved'
        | 'bad-bank-card'
        | 'bank-unreachable'
        | 'card-needed'
        | 'card-refused'
        | 'file-refused'
        | 'not-found'
        | 'route-not-open'
      >
  > {
    const card = await cardFor(company, request, maker.loginName)
    if (card !== null && isRefusal(card)) return card
    return allOrNothing(ports.database, async (store) => {
      const item = await store.suspense.byId(request.itemId)
      if (!item || item.company !== company) return refuse('not-found')
      if (item.status !== 'open') return refuse('already-resolved')
      const payment = await store.payments.byId(item.paymentId)
      if (!payment) return refuse('not-found')
      const household =
        request.userCode === undefined
          ? payment.householdId
          : (await store.households.byUserCode(company, request.userCode))?.id
      if (request.exit !== 'refund-original-route' && !household) return refuse('not-found')
      const to = request.userCode ? `（用户 ${request.userCode}）` : ''
      const way = card ? `退到银行卡 ${cardInWords(card)}` : EXITS[request.exit]
      return propose(
        store,
        {
          company,
          deed: 'suspense-exit',
          subject: item.id,
          summary: `${SUSPENSE_REASONS[item.reason]} ${formatYuan(item.amountFen)}：${way}${to}`,
          amountFen: item.amountFen,
          payload: {
            itemId: item.id,
            exit: request.exit,
            householdId: household ?? null,
            ...(card ? { card, salt: ids.next() } : {}),
          },
          maker,
        },
        ports,
      )
    })
  }
}

/** The executor of `suspense-exit`: the item is ended by a guarded update, once, together with where its money goes. */
export const executeSuspenseExit: Executor<
  | 'already-resolved'
  | 'card-needed'
  | 'not-found'
  | 'not-refundable'
  | 'refund-too-much'
  | 'refund-window-over'
  | 'route-not-open'
> = async (store, approval, ports) => {
  const { itemId, exit, householdId, card } = payload.parse(approval.payload)
  const item = await store.suspense.byId(itemId)
  const payment = item && (await store.payments.byId(item.paymentId))
  const rulebook = ports.rulebooks.get(approval.company)
  if (!item || !payment || !rulebook) return refuse('not-found')
  if (!(await store.suspense.resolve(item.id, exit, ports.clock.now()))) return refuse('already-resolved')
  if (exit === 'refund-original-route') {
    const judged = judgeRefund(payment, payment.amountFen, rulebook, ports.clock.now())
    if (judged.outcome !== 'fits')
      return refuse('refund-too-much', { leftFen: payment.amountFen - payment.refundedFen })
    const back = canGoBack(payment, ports.rulebooks, ports.clock.now())
    if (!back && !card) return refuse('refund-window-over')
    if (back && card) return refuse('route-not-open')
    return writeRefund(
      store,
      {
        payment,
        amountFen: payment.amountFen,
        route: card ? 'bank-card' : 'original',
        card,
        reason: SUSPENSE_REASONS[item.reason],
        from: 'suspense',
        refundNo: ports.ids.refundNo(ports.clock.today()),
      },
      ports,
    )
  }
  if (householdId === null) return refuse('not-found')
  const toBills = exit === 'apply-to-bill'
  await applyFromSuspense(store, { payment, householdId, toBills, by: payment.id }, ports)
  return 'done'
}
