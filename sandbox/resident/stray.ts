import type { Channel } from '../../contract/channelWords'
import { tradeNo } from '../alipay/numbers'
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

/**
 * A payment for an order that the merchant's server never made (faults.md: genuine, unknown order): the money is real,
 * it is announced to the server's usual address, and stands in queries and bills. Undefined when the number is taken.
 */
export function payStray(world: World, merchant: Merchant, stray: Stray): Order | undefined {
  const { channel, amountFen } = stray
  const { store, clock } = world
  const now = clock.now()
  const numbers = merchant.numbers
  const mine = channel === 'wechat' ? numbers.wechat.mchid : numbers.alipay.appId
  const appId = channel === 'wechat' ? numbers.wechat.appid : numbers.alipay.appId
  const orderNo = stray.orderNo ?? `STRAY${randomDigits(12)}`
  if (store.orders.byNumber(channel, mine, orderNo)) return undefined
  const handle = channel === 'wechat' ? prepayId(now) : tradeNo(store.numbers, now)
  const order = store.orders.add({
    ...{ channel, company: merchant.id, merchant: mine, appId, orderNo, handle, amountFen },
    handleExpiresAt: now + 60_000,
    channelNo: channel === 'wechat' ? null : handle,
    description: '采暖费',
    attach: '',
    payerKind: channel === 'wechat' ? 'openid' : 'open_id',
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
