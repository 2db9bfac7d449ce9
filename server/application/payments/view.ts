import { sumFen } from '../../../contract/money'
import type { OrderState, OrderView } from '../../../contract/resident'
import type { Invoice } from '../../domain/invoice/invoice'
import type { Order } from '../../domain/payment/order'
import type { Payment } from '../../domain/payment/payment'
import type { HouseholdAccount } from '../households/householdAccount'
import { identityShown } from '../households/householdAccount'
import type { Store } from '../ports/database'

/**
 * What became of the money that came for an order. `none`: none came. `applied`: it pays the order. `waiting`: in suspense.
 * `to-bill`, `to-credit`, `moved`: what staff decided (M7, claims). `refunding`, `refunded`: all of it is on its way back, or there.
 */
export type MoneyFate = 'none' | 'applied' | 'waiting' | 'to-bill' | 'to-credit' | 'moved' | 'refunding' | 'refunded'

/** Looks at the records of what was decided: the work item, the claim, the refunds. */
export async function moneyFate(
  store: Pick<Store, 'claims' | 'refunds' | 'suspense'>,
  order: Pick<Order, 'status'>,
  payments: readonly Payment[],
): Promise<MoneyFate> {
  const wanted = order.status === 'paid' ? 'applied' : 'suspense'
  const payment = payments.find(({ outcome }) => outcome === wanted)
  if (!payment) return 'none'
  if (wanted === 'applied') {
    if (payment.refundedFen < payment.amountFen) return 'applied'
    return (await store.claims.grantedOf(payment.id)) ? 'moved' : refundFate(store, payment)
  }
  const item = await store.suspense.ofPayment(payment.id)
  if (item?.exit === 'apply-to-bill') return 'to-bill'
  if (item?.exit === 'credit-next-season') return 'to-credit'
  return payment.refundedFen > 0 ? refundFate(store, payment) : 'waiting'
}

/** There, once what succeeded makes up the whole; money that a channel gave back to the company is not with the payer yet. */
async function refundFate(store: Pick<Store, 'refunds'>, { id, amountFen }: Payment): Promise<MoneyFate> {
  const refunds = await store.refunds.byPayment(id)
  const there = refunds.filter(({ status, route }) => status === 'succeeded' && route !== 'own-account')
  if (sumFen(there.map((refund) => refund.amountFen)) < amountFen) return 'refunding'
  return there.every(({ route }) => route === 'next-season') ? 'to-credit' : 'refunded'
}

/**
 * What a resident is told about an order. `paid` only once the money is booked; while his phone says that it went well and
 * the channel has not, the honest word is `confirming` (faults.md, Notifications); while money waits in suspense it is `held`.
 * Once staff have decided, it is what they decided.
 */
export function orderState(order: Order, fate: MoneyFate): OrderState {
  switch (fate) {
    case 'applied':
      return 'paid'
    case 'waiting':
      return 'held'
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
  const refundedFen = sumFen(seen.payments.map((payment) => payment.refundedFen))
  const dueOn = payable?.offer.allowed && payable.firstPaid ? payable.offer.balanceDueOn : found.bills.at(-1)?.dueOn
  return {
    orderNo: order.orderNo,
    state,
    channel: order.channel,
    amountFen: order.amountFen,
    season: order.season,
    household: { id: found.household.id, userCode: found.household.userCode, ...identityShown(found, seen.verified) },
    createdAt: order.createdAt,
    expiresAt: order.expiresAt,
    paidAt: order.paidAt,
    // A payment that was moved is marked as given back, but nobody got money.
    refundedFen: seen.fate === 'moved' ? 0 : refundedFen,
    remainingFen: seen.verified ? account.owedFen : null,
    remainingDueOn: seen.verified && account.owedFen > 0 ? (dueOn ?? null) : null,
    invoice: seen.invoice
      ? { state: seen.invoice.state, id: seen.invoice.id }
      : { state: state === 'paid' && seen.invoicesOn ? 'possible' : 'none', id: null },
  }
}
