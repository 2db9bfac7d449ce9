import { z } from 'zod'
import { CHANNELS } from '../../contract/channelWords'
import { companyId } from '../../contract/estimates'
import { json } from '../http/exchange'
import { problem } from '../http/problem'
import type { Route } from '../http/router'
import { closeExpired } from '../resident/closeExpired'
import type { Order } from '../store/orders'
import type { World } from '../world'

const ordersQuery = z.strictObject({
  company: companyId.optional(),
  channel: z.enum(CHANNELS).optional(),
  state: z.enum(['open', 'paid', 'closed']).optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
})

/** An order and its refunds as the sandbox's own API tells them: the channel's truth, in fen. */
export function orderView(world: World, order: Order) {
  const { id, request: _request, payerKind: _kind, ...facts } = order
  const refunds = world.store.refunds
    .ofOrder(id)
    .map(({ refundNo, refundId, amountFen, state, createdAt, doneAt }) => ({
      ...{ refundNo, refundId, amountFen, state, createdAt, doneAt },
    }))
  return { ...facts, refunds }
}

export function orderRoutes(world: World): Route[] {
  return [
    {
      method: 'GET',
      pattern: '/sandbox/api/orders',
      handler({ query }) {
        const asked = ordersQuery.safeParse(Object.fromEntries(query))
        if (!asked.success)
          return problem(400, 'invalid-request', asked.error.issues[0]?.message ?? '', { path: 'query' })
        closeExpired(world)
        return json(200, { orders: world.store.orders.list(asked.data).map((order) => orderView(world, order)) })
      },
    },
    {
      method: 'GET',
      pattern: '/sandbox/api/truth',
      // What the channels hold, for whoever compares a ledger with it.
      handler: () => json(200, { totals: world.store.orders.totals() }),
    },
  ]
}
