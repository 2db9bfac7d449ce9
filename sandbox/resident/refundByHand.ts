import type { Channel } from '../../contract/channelWords'
import { flowNo as alipayFlowNo } from '../alipay/trade'
import { announceRefund } from '../notifications/queue'
import { randomDigits } from '../random'
import type { Order } from '../store/orders'
import type { Refund } from '../store/refunds'
import { flowNo, refundId } from '../wechat/numbers'
import type { World } from '../world'

const TAKES = 2000

type Begun = Pick<Refund, 'refundId' | 'flowNo' | 'state' | 'dueAt'> & { doneAt?: number }

/** A refund by hand as it begins at its channel, and whether the merchant's server is told about it at once. */
const BY_HAND: Readonly<Record<Channel, { told: boolean; begin(world: World, now: number): Begun }>> = {
  wechat: {
    told: false,
    begin({ store }, now) {
      const number = flowNo(store.numbers, now)
      return { refundId: refundId(store.numbers, now), flowNo: number, state: 'processing', dueAt: now + TAKES }
    },
  },
  alipay: {
    told: true,
    begin({ store }, now) {
      const number = alipayFlowNo(store.numbers, now)
      return { refundId: number, flowNo: number, state: 'success', dueAt: now, doneAt: now }
    },
  },
}

/** Gives money back under a number that the merchant's server has never heard of; undefined when so much is not left. */
export function refundByHand(world: World, order: Order, amountFen: number, reason: string): string | undefined {
  const { store } = world
  const now = world.clock.now()
  const refundNo = `BYHAND${randomDigits(12)}`
  const { told, begin } = BY_HAND[order.channel]
  return store.together(() => {
    if (order.state !== 'paid' || !store.orders.addRefunded(order.id, amountFen)) return undefined
    const refund = store.refunds.add({
      ...{ channel: order.channel, merchant: order.merchant, orderId: order.id, refundNo, amountFen },
      reason,
      notifyUrl: order.notifyUrl,
      outcome: 'success',
      createdAt: now,
      ...begin(world, now),
    })
    const refunded = store.orders.byId(order.id) ?? order
    if (told) announceRefund(world, refunded, refund)
    return refundNo
  })
}

/** Takes a transaction of a counter back: one that is not paid is closed, of one that is, all that is left goes back. */
export function reverse(world: World, order: Order): 'close' | 'refund' | undefined {
  if (world.store.orders.close(order.id, world.clock.now())) return 'close'
  const left = (order.paidFen ?? 0) - order.refundedFen
  return left > 0 && refundByHand(world, order, left, '撤销') !== undefined ? 'refund' : undefined
}
