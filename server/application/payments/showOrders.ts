import type { OrderView } from '../../../contract/resident'
import { isOpen, type Order } from '../../domain/payment/order'
import { hasProved, type Resident } from '../../domain/resident/resident'
import { type Refusal, refuse } from '../common/refusal'
import { readHouseholdAccount } from '../households/householdAccount'
import type { Store } from '../ports/database'
import { type CloseOrderPorts, confirmJobKey } from './confirmOrder'
import { openAtChannel, type StartedPayment } from './openAtChannel'
import { moneyFate, orderView } from './view'

const HISTORY_LENGTH = 100

/** `invoicesOn`: whether there is somebody who issues; left out, there is. */
type Ports = CloseOrderPorts & { publicUrl: string; invoicesOn?: boolean }

/** A resident's orders. Another's order is not found, as if it did not exist (faults.md, API and identity). */
export function createOrders(ports: Ports) {
  const { database, clock, rulebooks, invoicesOn = true } = ports
  const { read } = database

  async function ownOrder(resident: Resident, orderNo: string): Promise<Order | undefined> {
    const order = await read.orders.byNo(orderNo)
    return order?.residentId === resident.id ? order : undefined
  }

  /** Asking about an unfinished order makes its job ask the channel at once. */
  const expedite = (store: Pick<Store, 'jobs'>, orderNo: string) =>
    store.jobs.expedite(confirmJobKey(orderNo), clock.now())

  async function viewOf(resident: Resident, order: Order): Promise<OrderView | undefined> {
    const found = await readHouseholdAccount(read, rulebooks, order.company, order.householdId, clock.today())
    if (!found) return undefined
    const binding = await read.bindings.find(resident.id, order.householdId)
    // Another company's merchant may have taken money under this number: that is none of this order's.
    const payments = (await read.payments.byOrder(order.orderNo)).filter(({ company }) => company === order.company)
    return orderView(order, found, {
      payments,
      fate: await moneyFate(read, order, payments),
      invoice: await read.invoices.byOrder(order.orderNo),
      invoicesOn,
      verified: hasProved(binding),
    })
  }

  return {
    async one(resident: Resident, orderNo: string): Promise<OrderView | Refusal<'not-found'>> {
      const order = await ownOrder(resident, orderNo)
      return (order && (await viewOf(resident, order))) ?? refuse('not-found')
    },

    /** The newest first. */
    async list(resident: Resident): Promise<OrderView[]> {
      const views: OrderView[] = []
      for (const order of await read.orders.byResident(resident.id, HISTORY_LENGTH)) {
        const view = await viewOf(resident, order)
        if (view) views.push(view)
      }
      return views
    },

    /** Keeps what the phone said of a payment: a hint to ask the channel now, never a proof (M8). */
    async reportClientResult(
      resident: Resident,
      orderNo: string,
      outcome: NonNullable<Order['clientOutcome']>,
    ): Promise<OrderView | Refusal<'not-found'>> {
      const order = await ownOrder(resident, orderNo)
      if (!order) return refuse('not-found')
      if (isOpen(order)) {
        await database.transaction(async (store) => {
          await store.orders.change(orderNo, ['created', 'paying'], { clientOutcome: outcome })
          await expedite(store, orderNo)
        })
      }
      return this.one(resident, orderNo)
    },

    /** Pay parameters again for an order that is still open: the same number, freshly signed. */
    async resume(
      resident: Resident,
      orderNo: string,
    ): Promise<
      | StartedPayment
      | Refusal<
          | 'channel-not-offered'
          | 'channel-refused'
          | 'channel-unavailable'
          | 'just-paid'
          | 'not-found'
          | 'order-not-open'
        >
    > {
      const order = await ownOrder(resident, orderNo)
      if (!order) return refuse('not-found')
      if (!isOpen(order) || order.expiresAt <= clock.now()) return refuse('order-not-open')
      return openAtChannel(order, resident, ports)
    },
  }
}
