import { z } from 'zod'
import { formatYuan } from '../../../contract/money'
import type { Actor, Approval } from '../../domain/approval/approval'
import { judgeRefund } from '../../domain/payment/refundable'
import { SUSPENSE_REASONS, type SuspenseExit } from '../../domain/payment/suspense'
import { allOrNothing } from '../allOrNothing'
import { type Executor, propose } from '../approvals'
import type { Clock, Database, Ids } from '../ports'
import { writeRefund } from '../refunds/executeRefund'
import { type Refusal, refuse } from '../refusal'
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
})

export interface SuspenseResolution {
  itemId: string
  exit: SuspenseExit
  userCode?: string
}

/** Proposes one of the three exits of money in suspense (M7); another person approves it. */
export function createResolveSuspense(ports: { database: Database; clock: Clock; ids: Ids }) {
  return function resolveSuspense(
    company: string,
    maker: Actor,
    request: SuspenseResolution,
  ): Promise<Approval | Refusal> {
    return allOrNothing<Approval>(ports.database, async (store) => {
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
      return propose(
        store,
        {
          company,
          deed: 'suspense-exit',
          subject: item.id,
          summary: `${SUSPENSE_REASONS[item.reason]} ${formatYuan(item.amountFen)}：${EXITS[request.exit]}${to}`,
          amountFen: item.amountFen,
          payload: { itemId: item.id, exit: request.exit, householdId: household ?? null },
          maker,
        },
        ports,
      )
    })
  }
}

/** The executor of `suspense-exit`: the item is ended by a guarded update, once, together with where its money goes. */
export const executeSuspenseExit: Executor = async (store, approval, ports) => {
  const { itemId, exit, householdId } = payload.parse(approval.payload)
  const item = await store.suspense.byId(itemId)
  const payment = item && (await store.payments.byId(item.paymentId))
  const rulebook = ports.rulebooks.get(approval.company)
  if (!item || !payment || !rulebook) return refuse('not-found')
  if (!(await store.suspense.resolve(item.id, exit, ports.clock.now()))) return refuse('already-resolved')
  if (exit === 'refund-original-route') {
    const judged = judgeRefund(payment, payment.amountFen, rulebook, ports.clock.now())
    if (judged.outcome !== 'fits')
      return refuse('refund-too-much', { leftFen: payment.amountFen - payment.refundedFen })
    if (!judged.routes.includes('original') || payment.orderNo === null) return refuse('refund-window-over')
    return writeRefund(
      store,
      {
        payment,
        amountFen: payment.amountFen,
        route: 'original',
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
