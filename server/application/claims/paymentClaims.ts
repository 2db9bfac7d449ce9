import type { ClaimView } from '../../../contract/claims'
import { formatYuan } from '../../../contract/money'
import type { Actor, Approval } from '../../domain/approval/approval'
import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import { paymentTakenBack } from '../../domain/ledger/rules'
import type { PaymentClaim } from '../../domain/payment/payment'
import { hasProved, type Resident } from '../../domain/resident/resident'
import { type Executor, propose } from '../approvals/approvals'
import { takeBack } from '../booking/takeBack'
import { allOrNothing } from '../common/allOrNothing'
import { transfersOf } from '../common/post'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { identityShown } from '../households/householdAccount'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { refusedByInvoice } from '../refunds/requestRefund'
import { applyFromSuspense } from '../suspense/applyFromSuspense'

/**
 * A resident's claims as he sees them: both households with masked owner and address, unless he has proved that he may see
 * them, and what was decided. Amounts in fen.
 */
export async function claimViews(
  store: Pick<Store, 'bindings' | 'households' | 'payments'>,
  resident: Pick<Resident, 'id'>,
  claims: readonly PaymentClaim[],
): Promise<ClaimView[]> {
  const views: ClaimView[] = []
  for (const claim of claims) {
    const { id, orderNo, status, reason, answer, askedAt, decidedAt } = claim
    const payment = await store.payments.byId(claim.paymentId)
    const from = await seen(store, resident, claim.fromHouseholdId)
    const to = await seen(store, resident, claim.toHouseholdId)
    views.push({
      id,
      orderNo,
      amountFen: payment?.amountFen ?? 0,
      from,
      to,
      status,
      reason,
      answer,
      askedAt,
      decidedAt,
    })
  }
  return views
}

async function seen(
  store: Pick<Store, 'bindings' | 'households'>,
  resident: Pick<Resident, 'id'>,
  householdId: string,
): Promise<ClaimView['to']> {
  const household = await store.households.byId(householdId)
  if (!household) throw new Error(`no household ${householdId} of a claim`)
  const binding = await store.bindings.find(resident.id, householdId)
  return { userCode: household.userCode, ...identityShown({ household }, hasProved(binding)) }
}

/** What a resident asks for who paid for the wrong household. */
export interface ClaimRequest {
  orderNo: string
  /** The household that he meant. */
  userCode: string
  reason: string
}

/** Takes in a resident's claim on a payment of his own, once per order; nothing moves until staff decide. */
export function createClaims({ database, clock, ids }: { database: Database; clock: Clock; ids: Ids }) {
  return {
    ask(
      resident: Resident,
      request: ClaimRequest,
    ): Promise<
      PaymentClaim | Refusal<'already-claimed' | 'not-found' | 'not-refundable' | 'order-not-paid' | 'same-household'>
    > {
      return allOrNothing(database, async (store) => {
        const order = await store.orders.byNo(request.orderNo)
        if (!order || order.residentId !== resident.id) return refuse('not-found')
        if (order.status !== 'paid') return refuse('order-not-paid')
        const to = await store.households.byUserCode(resident.company, request.userCode)
        if (!to) return refuse('not-found')
        if (to.id === order.householdId) return refuse('same-household')
        const payment = (await store.payments.byOrder(order.orderNo)).find(({ outcome }) => outcome === 'applied')
        if (!payment || payment.refundedFen > 0) return refuse('not-refundable')
        const claim: PaymentClaim = {
          id: ids.next(),
          company: resident.company,
          orderNo: order.orderNo,
          paymentId: payment.id,
          residentId: resident.id,
          fromHouseholdId: order.householdId,
          toHouseholdId: to.id,
          reason: request.reason,
          status: 'asked',
          askedAt: clock.now(),
          decidedBy: null,
          decidedAt: null,
          answer: null,
        }
        return (await store.claims.insert(claim)) === 'inserted' ? claim : refuse('already-claimed')
      })
    },

    views: (resident: Resident, claims: readonly PaymentClaim[]): Promise<ClaimView[]> =>
      claimViews(database.read, resident, claims),

    ofResident: async (resident: Resident): Promise<ClaimView[]> =>
      claimViews(database.read, resident, await database.read.claims.byResident(resident.id)),
  }
}

/** Staff's answer to a claim: one proposes to move the money and another approves, or it is refused with a reason. */
export function createDecideClaim(ports: { database: Database; clock: Clock; ids: Ids }) {
  const { database, clock } = ports
  return {
    propose(
      company: string,
      maker: Actor,
      claimId: string,
    ): Promise<Approval | Refusal<'already-proposed' | 'already-resolved' | 'invoice-first' | 'not-found'>> {
      return allOrNothing(database, async (store) => {
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

    refuse(
      company: string,
      staff: Actor,
      claimId: string,
      answer: string,
    ): Promise<{ status: 'refused' } | Refusal<'already-resolved' | 'not-found'>> {
      return allOrNothing(database, async (store) => {
        const claim = await store.claims.byId(claimId)
        if (!claim || claim.company !== company) return refuse('not-found')
        const decided = { status: 'refused', decidedBy: staff.loginName, decidedAt: clock.now(), answer } as const
        return (await store.claims.decide(claim.id, decided)) ? { status: 'refused' } : refuse('already-resolved')
      })
    },
  }
}

/** The executor of `move-payment`: taken back from the one household and applied to the other, by entries, in one transaction. */
export const executeMovePayment: Executor<
  'already-resolved' | 'invoice-first' | 'not-found' | 'not-refundable'
> = async (store, approval, ports) => {
  const { clock, ids } = ports
  const claim = await store.claims.byId(String(approval.payload.claimId))
  const payment = claim && (await store.payments.byId(claim.paymentId))
  if (!claim || !payment || payment.householdId === null) return refuse('not-found')
  const decidedBy = approval.checkerName ?? AUDIT_SYSTEM
  const granted = { status: 'granted', decidedBy, decidedAt: clock.now(), answer: approval.comment } as const
  if (!(await store.claims.decide(claim.id, granted))) return refuse('already-resolved')
  const on = clock.today()
  // The refund's guard: a payment that is moved can no longer be given back from the household that it left.
  if (!(await store.refunds.reserve(payment.id, payment.amountFen, 'payment-taken-back')))
    return refuse('not-refundable')
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
