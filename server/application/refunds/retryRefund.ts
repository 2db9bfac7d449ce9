import { z } from 'zod'
import { formatYuan } from '../../../contract/money'
import type { Actor, Approval } from '../../domain/approval/approval'
import { allOrNothing } from '../allOrNothing'
import { type Executor, propose } from '../approvals'
import { type Clock, type Database, type Ids, Outrun } from '../ports'
import { type Refusal, refuse } from '../refusal'
import { keepAsCredit } from './executeRefund'
import { refundJob } from './refundJob'

const payload = z.object({ refundNo: z.string(), route: z.enum(['original', 'next-season']) })

/** Proposes what becomes of a refund that failed: tried again under a new number, or kept as the household's credit. */
export function createRetryRefund(ports: { database: Database; clock: Clock; ids: Ids }) {
  return function retryRefund(
    company: string,
    maker: Actor,
    request: { refundNo: string; route: 'original' | 'next-season' },
  ): Promise<Approval | Refusal> {
    return allOrNothing<Approval>(ports.database, async (store) => {
      const refund = await store.refunds.byNo(request.refundNo)
      if (!refund || refund.company !== company) return refuse('not-found')
      if (refund.status !== 'failed' || refund.attendedAt !== null) return refuse('already-resolved')
      const way = request.route === 'original' ? '按原支付方式再退一次' : '转为下一采暖季预存款'
      return propose(
        store,
        {
          company,
          deed: 'retry-refund',
          subject: refund.refundNo,
          summary: `退款 ${refund.refundNo} 没有成功，将 ${formatYuan(refund.amountFen)} ${way}`,
          amountFen: refund.amountFen,
          payload: { ...request },
          maker,
        },
        ports,
      )
    })
  }
}

/** The executor of `retry-refund`. The money was taken back when the first refund was approved: it is not taken again. */
export const executeRetryRefund: Executor = async (store, approval, ports) => {
  const { refundNo, route } = payload.parse(approval.payload)
  const failed = await store.refunds.byNo(refundNo)
  const payment = failed && (await store.payments.byId(failed.paymentId))
  if (!failed || !payment) return refuse('not-found')
  if (!(await store.refunds.attend(refundNo, ports.clock.now()))) return refuse('already-resolved')
  const { clock, ids } = ports
  if (route === 'next-season') {
    if (payment.householdId === null) return refuse('not-refundable')
    await keepAsCredit(store, { ...failed, householdId: payment.householdId }, ports)
    return 'done'
  }
  const again = {
    ...failed,
    refundNo: ids.refundNo(clock.today()),
    status: 'requested' as const,
    channelRefundId: null,
    requestedAt: clock.now(),
    acceptedOn: null,
    replaces: refundNo,
    owner: null,
    attendedAt: null,
    calledAt: null,
  }
  if ((await store.refunds.insert(again)) === 'duplicate') throw new Outrun('a refund number')
  await store.jobs.add(refundJob(again))
  return 'done'
}
