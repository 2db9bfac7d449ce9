import type { OrderState, OrderView } from '../../../contract/resident'
import type { Invoice } from '../../domain/invoice/invoice'
import type { Order } from '../../domain/payment/order'
import type { Payment } from '../../domain/payment/payment'
import type { HouseholdAccount } from '../householdAccount'
import type { MoneyFate } from '../moneyFate'
import { shownTo } from './household'

/**
 * What a resident is told of an order. `paid` only once the money is booked; while his phone says that it went well and
 * the channel has not, or while money waits in suspense, the honest word is `confirming` (faults.md, Notifications). Once
 * staff have decided, it is what they decided.
 */
export function orderState(order: Order, fate: MoneyFate): OrderState {
  switch (fate) {
    case 'applied':
      return 'paid'
    case 'waiting':
      return 'confirming'
    case 'none':
      if (order.status === 'paid' || order.status === 'closed') return order.status
      return order.clientOutcome === 'paid' || order.clientOutcome === 'pending' ? 'confirming' : 'unpaid'
    default:
      return fate
  }
}

/** An order with its household as the resident may see it. */
export function orderView(
  order: Order,
  found: HouseholdAccount,
  seen: {
    payments: readonly Payment[]
    fate: MoneyFate
    invoice: Invoice | undefined
    invoicesOn: boolean
    verified: boolean
  },
): OrderView {
  const { payable, account } = found
  const state = orderState(order, seen.fate)
  const refundedFen = seen.payments.reduce((sum, payment) => sum + payment.refundedFen, 0)
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
    // A payment that was moved is marked as given back, but nobody got money.
    refundedFen: seen.fate === 'moved' ? 0 : refundedFen,
    remainingFen: account.owedFen,
    remainingDueOn: account.owedFen > 0 ? (dueOn ?? null) : null,
    invoice: seen.invoice
      ? { state: seen.invoice.state, id: seen.invoice.id }
      : { state: state === 'paid' && seen.invoicesOn ? 'possible' : 'none', id: null },
  }
}
