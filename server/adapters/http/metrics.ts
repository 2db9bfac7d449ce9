import type { Context, Next } from 'koa'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** What Prometheus reads at /metrics; one registry a server, so that tests do not share counts. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'heatpay_http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 5],
    registers: [registry],
  })
  const notifications = new Counter({
    name: 'heatpay_notifications_total',
    help: 'Notifications by channel and what became of them',
    labelNames: ['channel', 'outcome'],
    registers: [registry],
  })
  return {
    registry,
    notified: (channel: string, outcome: string) => notifications.inc({ channel, outcome }),
    async measure(context: Context, next: Next): Promise<void> {
      const stop = requests.startTimer()
      try {
        await next()
      } finally {
        const route = (context as Context & { _matchedRoute?: unknown })._matchedRoute
        stop({
          method: context.method,
          route: typeof route === 'string' ? route : 'other',
          status: String(context.status),
        })
      }
    },
  }
}
export type Metrics = ReturnType<typeof createMetrics>
