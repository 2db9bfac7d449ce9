import { announceRefund } from '../notifications/queue'
import type { World } from '../world'

/** Brings every refund whose time has come to its end, and announces it (formats.md 1.7). */
export function settleRefunds(world: World): void {
  const { store } = world
  for (const refund of store.refunds.due(world.clock.now())) {
    store.together(() => {
      store.refunds.settle(refund.id, refund.outcome, refund.dueAt)
      // A closed refund never left: the order can be refunded again. An abnormal one stays reserved until it is worked.
      if (refund.outcome === 'closed') store.orders.addRefunded(refund.orderId, -refund.amountFen)
      const order = store.orders.byId(refund.orderId)
      if (order) announceRefund(world, order, { ...refund, state: refund.outcome, doneAt: refund.dueAt })
    })
  }
}
