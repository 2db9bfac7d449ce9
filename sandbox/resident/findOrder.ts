import { createHash } from 'node:crypto'
import type { Channel } from '../../contract/channelWords'
import { announceClose } from '../notifications/queue'
import type { Order } from '../store/orders'
import type { World } from '../world'

/** How people and pages name an order: by our order number, WeChat's prepay_id or Alipay's trade_no. */
export interface OrderName {
  orderNo?: string
  prepayId?: string
  /** The text of a QR code that a payer scans. */
  codeUrl?: string
  tradeNo?: string
  company?: string
}

/** Gives the order; undefined when there is none, or when an order number alone fits several merchants' orders. */
export function findOrder(world: World, name: OrderName): Order | undefined {
  const { orders } = world.store
  if (name.prepayId !== undefined) return orders.byHandle('wechat', name.prepayId)
  if (name.codeUrl !== undefined) return byCode(world, name.codeUrl)
  if (name.tradeNo !== undefined) return orders.byHandle('alipay', name.tradeNo)
  if (name.orderNo === undefined) return undefined
  const found = orders
    .withNumber(name.orderNo)
    .filter((order) => name.company === undefined || order.company === name.company)
  return found.length === 1 ? found[0] : undefined
}

/** The order behind the text of a QR code: WeChat's of a NATIVE order, Alipay's of a precreated trade. */
function byCode({ store }: World, code: string): Order | undefined {
  return code.startsWith('https://qr.alipay.com/bax')
    ? store.orders.byHandle('alipay', code.slice('https://qr.alipay.com/bax'.length))
    : store.orders.byHandle('wechat', code.split('pr=')[1] ?? '')
}

type Identity = (digest: Buffer, kind: 'open' | 'user') => string

const IDENTITIES: Readonly<Record<Channel, Identity>> = {
  wechat: (digest) => `o${digest.toString('base64url').slice(0, 27)}`,
  alipay(digest, kind) {
    if (kind === 'user') return `2088${(digest.readBigUInt64BE(0) % 10n ** 12n).toString().padStart(12, '0')}`
    const more = createHash('sha256').update(digest).digest()
    // Alipay's open ids are letters and digits.
    return `0${Buffer.concat([digest, more])
      .toString('base64')
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(0, 46)}`
  },
}

/**
 * Takes a person (free text) and an app; gives the payer identity that the platform knows him by. The same person has
 * the same identity in an app for ever, and another one in every other app (formats.md 3.4, 4.1).
 */
export function identityOf(platform: Channel, appId: string, person: string, kind: 'open' | 'user' = 'open'): string {
  const digest = createHash('sha256').update(`${platform} ${appId} ${person} ${kind}`).digest()
  return IDENTITIES[platform](digest, kind)
}

/** Closes every order whose time is over (formats.md 1.6, 3.7). Called before anything looks at orders, so that no clock is needed inside. */
export function closeExpired(world: World): void {
  for (const order of world.store.orders.closeExpired(world.clock.now())) {
    const place = { channel: order.channel, company: order.company } as const
    if (world.faults.strikes('closeNotices', place)) announceClose(world, order)
  }
}
