import type { Context, Next } from 'koa'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { MEASURES, type Measure, type MeasureName } from '../../domain/watch/measures'

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
  const calls = new Histogram({
    name: 'heatpay_channel_call_seconds',
    help: 'Attempts to call a channel, by endpoint and how they ended; held: kept back by a breaker',
    labelNames: ['channel', 'endpoint', 'outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5],
    registers: [registry],
  })
  const gauges = new Map<MeasureName, Gauge>()
  return {
    registry,
    /** Shows what is measured now, in place of what was shown before: what is over is not shown any more. */
    show(measures: readonly Measure[]): void {
      for (const gauge of gauges.values()) gauge.reset()
      for (const { name, labels, value } of measures) {
        const gauge =
          gauges.get(name) ??
          new Gauge({ name, help: MEASURES[name], labelNames: Object.keys(labels), registers: [registry] })
        gauges.set(name, gauge)
        gauge.set(labels, value)
      }
    },
    /** Informed of every call of a channel (adapters/channels/callGuard). */
    channelCalls: {
      started(channel: string, endpoint: string) {
        const stop = calls.startTimer({ channel, endpoint })
        return (outcome: string): void => void stop({ outcome })
      },
    },
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
