import { formatYuan } from '../../../contract/money'
import type { Actor, Approval } from '../../domain/approval/approval'
import type { RefundRoute } from '../../domain/payment/refund'
import { judgeRefund } from '../../domain/payment/refundable'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { allOrNothing } from '../allOrNothing'
import { propose } from '../approvals'
import type { Clock, Database, Ids } from '../ports'
import { type Refusal, refuse } from '../refusal'
import { wouldUndercutInvoice } from './invoiced'

export interface RefundRequest {
  paymentId: string
  amountFen: number
  route: RefundRoute
  /** Shown to the payer, at most 80 characters (formats.md 1.7). */
  reason: string
}

/**
 * Proposes to give an amount of a payment back; another person approves it (maker and checker). What cannot be done is
 * refused before anybody is asked: too much, a 51st part, a channel whose window is over (faults.md, Refunds).
 */
export function createRequestRefund(ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }) {
  const { database, clock, rulebooks } = ports
  return function requestRefund(company: string, maker: Actor, request: RefundRequest): Promise<Approval | Refusal> {
    return allOrNothing<Approval>(database, async (store) => {
      const payment = await store.payments.byId(request.paymentId)
      const rulebook = rulebooks.get(company)
      if (!payment || !rulebook || payment.company !== company) return refuse('not-found')
      if (payment.outcome !== 'applied' || payment.householdId === null) return refuse('not-refundable')
      const judged = judgeRefund(payment, request.amountFen, rulebook, clock.now())
      if (judged.outcome === 'refund-too-much') return refuse('refund-too-much', { leftFen: judged.leftFen })
      if (judged.outcome !== 'fits') return refuse(judged.outcome)
      if (!judged.routes.includes(request.route)) return refuse('refund-window-over')
      if (await wouldUndercutInvoice(store, payment, request.amountFen)) return refuse('invoice-first')
      const way = request.route === 'original' ? '按原支付方式退回' : '转为下一采暖季预存款'
      return propose(
        store,
        {
          company,
          deed: 'refund',
          subject: payment.id,
          summary: `将 ${payment.paidOn} 缴纳的 ${formatYuan(payment.amountFen)} 中的 ${formatYuan(request.amountFen)} ${way}，原因：${request.reason}`,
          amountFen: request.amountFen,
          payload: { ...request },
          maker,
        },
        ports,
      )
    })
  }
}
