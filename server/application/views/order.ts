import type { OrderState, OrderView } from '../../../contract/resident'
import type { Invoice } from '../../domain/invoice/invoice'
import type { Order } from '../../domain/payment/order'
import type { Payment } from '../../domain/payment/payment'
import type { HouseholdAccount } from '../householdAccount'
import { shownTo } from './household'

/**
 * What a resident is told of an order. `paid` only once the money is booked; while his phone says that it went well and
 * the channel has not, or while money waits in suspense, the honest word is `confirming` (faults.md, Notifications). `refunding`:
 * all of it is on its way back, or there.
 */
export function orderState(order: Order, payments: readonly Payment[]): OrderState {
  const suspended = payments.find(({ outcome }) => outcome === 'suspense')
  const applied = payments.find(({ outcome }) => outcome === 'applied')
  if (order.status === 'paid') return applied && applied.refundedFen === applied.amountFen ? 'refunding' : 'paid'
  if (suspended) return suspended.refundedFen > 0 ? 'refunding' : 'confirming'
  if (order.status === 'closed') return 'closed'
  return order.clientOutcome === 'paid' || order.clientOutcome === 'pending' ? 'confirming' : 'unpaid'
}

/** An order with its household as the resident may see it. */
export function orderView(
  order: Order,
  found: HouseholdAccount,
  seen: { payments: readonly Payment[]; invoice: Invoice | undefined; verified: boolean },
): OrderView {
  const { payable, account } = found
  const state = orderState(order, seen.payments)
  const dueOn = payable?.offer.allowed && payable.firstPaid ? payable.offer.balanceDueOn : found.bills.at(-1)?.dueOn
  return {
    orderNo: order.orderNo,
    state,
    channel: order.channel,
    amountFen: order.amountFen,
    season: order.season,
    household: { id: found.household.id, userCode: found.household.userCode, ...shownTo(found, seen.verified) },
    createdAt: order.createdAt,
    expiresAt: order.expiresAt,
    paidAt: order.paidAt,
    remainingFen: account.owedFen,
    remainingDueOn: account.owedFen > 0 ? (dueOn ?? null) : null,
    invoice: seen.invoice
      ? { state: seen.invoice.state, id: seen.invoice.id }
      : { state: state === 'paid' ? 'possible' : 'none', id: null },
  }
}
