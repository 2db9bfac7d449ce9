import type Router from '@koa/router'
import { CHANNELS } from '../../../../contract/channelWords'
import { NOTIFY_PATHS } from '../../../application/common/notifyAddress'
import type { Metrics } from '../metrics'
import { rawBody } from '../multipart'
import type { Verbs } from '../verbs'

/**
 * Notifications as the channels send them (formats.md 1.8, 3.8), to `/notify/wechat/:company` and `/notify/alipay/:company`: committed
 * first, acknowledged then, processed afterwards (M1).
 */
export function notifyRoutes(
  router: Router,
  { acceptNotification, processNotification }: Verbs,
  metrics: Metrics,
): void {
  for (const channel of CHANNELS) {
    router.post(`${NOTIFY_PATHS[channel]}/:company`, async (context) => {
      const headers = Object.fromEntries(Object.entries(context.headers).map(([name, value]) => [name, String(value)]))
      const accepted = await acceptNotification(String(context.params.company), channel, {
        headers,
        body: await rawBody(context),
      })
      // The company has no such channel: nobody answers, which is a 404.
      if (!accepted) return
      metrics.notified(channel, accepted.outcome)
      context.status = accepted.reply.status
      context.type = accepted.reply.type
      context.body = accepted.reply.body
      if (accepted.entry) processNotification(accepted.entry)
    })
  }
}
