import type { Order } from '../store/orders'
import type { World } from '../world'
import { pay } from './pay'

/** Under the fault `paidBeforeAnswer`: the order is paid, and its notification delivered, before the merchant hears that it exists. */
export async function payAtOnce(world: World, order: Order): Promise<void> {
  if (!world.faults.strikes('paidBeforeAnswer', { channel: order.channel, company: order.company })) return
  pay(world, order)
  await world.deliver()
}
