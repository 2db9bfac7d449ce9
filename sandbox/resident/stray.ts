import type { Channel } from '../../contract/channelWords'
import { tradeNo } from '../alipay/numbers'
import { numbersAt } from '../keys/merchants'
import { randomDigits } from '../random'
import type { Order } from '../store/orders'
import { prepayId } from '../wechat/numbers'
import type { Merchant, World } from '../world'
import { identityOf } from './identity'
import { pay } from './pay'

export interface Stray {
  channel: Channel
  amountFen: number
  person: string
  orderNo?: string
}

type Opened = Pick<Order, 'handle' | 'channelNo' | 'payerKind'>

/** What an order is called at its channel before it is paid, and how its payer is. */
const OPENED: Readonly<Record<Channel, (world: World, now: number) => Opened>> = {
  wechat: (_, now) => ({ handle: prepayId(now), channelNo: null, payerKind: 'openid' }),
  alipay({ store }, now) {
    const handle = tradeNo(store.numbers, now)
    return { handle, channelNo: handle, payerKind: 'open_id' }
  },
}

/**
 * A payment for an order that the merchant's server never made (faults.md: genuine, unknown order): the money is real,
 * it is announced to the server's usual address, and stands in queries and bills. Undefined when the number is taken.
 */
export function payStray(world: World, merchant: Merchant, stray: Stray): Order | undefined {
  const { channel, amountFen } = stray
  const { store, clock } = world
  const now = clock.now()
  const { merchant: mine, appId } = numbersAt(merchant.numbers, channel)
  const orderNo = stray.orderNo ?? `STRAY${randomDigits(12)}`
  if (store.orders.byNumber(channel, mine, orderNo)) return undefined
  const opened = OPENED[channel](world, now)
  const order = store.orders.add({
    ...{ channel, company: merchant.id, merchant: mine, appId, orderNo, amountFen, ...opened },
    handleExpiresAt: now + 60_000,
    description: '采暖费',
    attach: '',
    payer: identityOf(channel, appId, stray.person),
    bank: '',
    notifyUrl: `${world.serverUrl}/notify/${channel}/${merchant.id}`,
    request: '',
    createdAt: now,
    expiresAt: now + 60_000,
  })
  const done = pay(world, order)
  return done.outcome === 'paid' ? done.order : order
}
