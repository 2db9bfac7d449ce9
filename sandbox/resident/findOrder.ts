import type { Order } from '../store/orders'
import type { World } from '../world'

/** How people and pages name an order: by our order number, WeChat's prepay_id or Alipay's trade_no. */
export interface OrderName {
  orderNo?: string
  prepayId?: string
  tradeNo?: string
  company?: string
}

/** Gives the order; undefined when there is none, or when an order number alone fits several merchants' orders. */
export function findOrder(world: World, name: OrderName): Order | undefined {
  const { orders } = world.store
  if (name.prepayId !== undefined) return orders.byHandle('wechat', name.prepayId)
  if (name.tradeNo !== undefined) return orders.byHandle('alipay', name.tradeNo)
  if (name.orderNo === undefined) return undefined
  const found = orders
    .withNumber(name.orderNo)
    .filter((order) => name.company === undefined || order.company === name.company)
  return found.length === 1 ? found[0] : undefined
}
