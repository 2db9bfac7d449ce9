import { type Channel, isChannel } from '../../../contract/channelWords'
import type { RefundWorkAnswer } from '../../../contract/claims'

type Failed = RefundWorkAnswer['failedRefunds'][number]
export type Route = Failed['route']

/** Where a channel can send the money of a refund that its payer's card did not take (formats.md 1.7). */
const REDIRECTED: Record<Channel, Route[]> = { wechat: ['payer-card', 'own-account'], alipay: [] }

/** The ways that may be open to a refund that failed; what its channel says of it, the server asks. */
export function routesOf({ source, route }: Failed): Route[] {
  const anywhere: Route[] = ['bank-card', 'next-season']
  const redirected: Route[] = isChannel(source) && route === 'original' ? REDIRECTED[source] : []
  const again: Route[] = isChannel(source) && route !== 'own-account' ? ['original'] : []
  return [...again, ...anywhere, ...redirected]
}
