import { json } from '../http/exchange'
import { problem } from '../http/problem'
import type { Route } from '../http/router'
import type { World } from '../world'

/** The newest notifications with every delivery. */
export function notificationViews(world: World, limit: number, orderNo?: string) {
  return world.store.notifications.list(limit, orderNo).map(({ content: _content, ...notification }) => ({
    ...notification,
    attempts: world.store.notifications.attempts(notification.id),
  }))
}

export function notificationRoutes(world: World): Route[] {
  return [
    {
      method: 'GET',
      pattern: '/sandbox/api/notifications',
      handler({ query }) {
        const limit = Number(query.get('limit') ?? 100)
        if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
          return problem(400, 'invalid-request', 'limit 应为 1–10000', { path: 'limit' })
        return json(200, { notifications: notificationViews(world, limit, query.get('orderNo') ?? undefined) })
      },
    },
    {
      method: 'POST',
      pattern: '/sandbox/api/notifications/:id/resend',
      handler({ params }) {
        if (!world.store.notifications.resend(params.id ?? '', world.clock.now()))
          return problem(404, 'unknown-notification', '没有这个通知')
        world.hurry()
        return json(202, { id: params.id })
      },
    },
  ]
}
