import { announceClose } from '../notifications/queue'
import type { World } from '../world'

/** Closes every order whose time is over (formats.md 1.6, 3.7). Called before anything looks at orders, so that no clock is needed inside. */
export function closeExpired(world: World): void {
  for (const order of world.store.orders.closeExpired(world.clock.now())) {
    const place = { channel: order.channel, company: order.company } as const
    if (world.faults.strikes('closeNotices', place)) announceClose(world, order)
  }
}
