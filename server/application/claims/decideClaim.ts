import { formatYuan } from '../../../contract/money'
import type { Actor, Approval } from '../../domain/approval/approval'
import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import { paymentTakenBack } from '../../domain/ledger/rules'
import { allOrNothing } from '../allOrNothing'
import { type Executor, propose } from '../approvals'
import type { Clock, Database, Ids } from '../ports'
import { transfersOf } from '../post'
import { refusedByInvoice } from '../refunds/invoiced'
import { isRefusal, type Refusal, refuse } from '../refusal'
import { applyFromSuspense } from '../suspense/applyFromSuspense'
import { takeBack } from '../takeBack'

/** Staff's answer to a claim: one proposes to move the money and another approves, or it is refused with a reason. */
export function createDecideClaim(ports: { database: Database; clock: Clock; ids: Ids }) {
  const { database, clock } = ports
  return {
    propose(company: string, maker: Actor, claimId: string): Promise<Approval | Refusal> {
      return allOrNothing<Approval>(database, async (store) => {
        const claim = await store.claims.byId(claimId)
        const payment = claim && (await store.payments.byId(claim.paymentId))
        if (!claim || !payment || claim.company !== company) return refuse('not-found')
        if (claim.status !== 'asked') return refuse('already-resolved')
        // What an invoice would refuse at approval is told before anybody is asked to check it.
        const invoiced = await refusedByInvoice(store, payment, payment.amountFen)
        if (invoiced) return invoiced
        const [from] = await store.households.byIds([claim.fromHouseholdId])
        const [to] = await store.households.byIds([claim.toHouseholdId])
        return propose(
          store,
          {
            company,
            deed: 'move-payment',
            subject: claim.id,
            summary: `将订单 ${claim.orderNo} 的 ${formatYuan(payment.amountFen)} 从用户 ${from?.userCode} 转到用户 ${to?.userCode}`,
            amountFen: payment.amountFen,
            payload: { claimId: claim.id },
            maker,
          },
          ports,
        )
      })
    },

    refuse(company: string, staff: Actor, claimId: string, answer: string): Promise<{ status: 'refused' } | Refusal> {
      return allOrNothing<{ status: 'refused' }>(database, async (store) => {
        const claim = await store.claims.byId(claimId)
        if (!claim || claim.company !== company) return refuse('not-found')
        const decided = { status: 'refused', decidedBy: staff.loginName, decidedAt: clock.now(), answer } as const
        return (await store.claims.decide(claim.id, decided)) ? { status: 'refused' } : refuse('already-resolved')
      })
    },
  }
}

/** The executor of `move-payment`: taken back from the one household and applied to the other, by entries, in one transaction. */
export const executeMovePayment: Executor = async (store, approval, ports) => {
  const { clock, ids } = ports
  const claim = await store.claims.byId(String(approval.payload.claimId))
  const payment = claim && (await store.payments.byId(claim.paymentId))
  if (!claim || !payment || payment.householdId === null) return refuse('not-found')
  const decidedBy = approval.checkerName ?? AUDIT_SYSTEM
  const granted = { status: 'granted', decidedBy, decidedAt: clock.now(), answer: approval.comment } as const
  if (!(await store.claims.decide(claim.id, granted))) return refuse('already-resolved')
  const on = clock.today()
  // The refund's guard: a payment that is moved can no longer be given back from the household that it left.
  if (!(await store.refunds.reserve(payment.id, payment.amountFen))) return refuse('not-refundable')
  const from = { ...payment, householdId: payment.householdId }
  const taken = await takeBack(store, from, { amountFen: payment.amountFen, by: claim.id, on }, ports)
  if (isRefusal(taken)) return taken
  const invoiced = await refusedByInvoice(store, payment, payment.amountFen)
  if (invoiced) return invoiced
  await store.ledger.insert(
    transfersOf(
      {
        company: claim.company,
        postingKey: `payment-taken-back:${claim.id}`,
        event: 'payment-taken-back',
        effectiveOn: on,
        evidenceKind: 'resolution',
        evidenceId: claim.id,
        postings: paymentTakenBack({ householdId: payment.householdId, ...taken }),
      },
      { clock, ids },
    ),
  )
  await applyFromSuspense(store, { payment, householdId: claim.toHouseholdId, toBills: true, by: claim.id }, ports)
  return 'done'
}
