import type { ClaimView } from '../../../contract/claims'
import type { PaymentClaim } from '../../domain/claim/paymentClaim'
import type { Resident } from '../../domain/resident/resident'
import { allOrNothing } from '../allOrNothing'
import type { Clock, Database, Ids } from '../ports'
import { type Refusal, refuse } from '../refusal'
import { claimViews } from './claimViews'

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
    ask(resident: Resident, request: ClaimRequest): Promise<PaymentClaim | Refusal> {
      return allOrNothing<PaymentClaim>(database, async (store) => {
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
