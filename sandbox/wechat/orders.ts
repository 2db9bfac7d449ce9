import { z } from 'zod'
import { pay } from '../resident/pay'
import type { Order } from '../store/orders'
import type { World } from '../world'
import { type Call, type Outcome, otherMerchant, readBody, readQuery } from './endpoint'
import { isRefusal, refuse } from './refusal'
import { transactionObject } from './transaction'

export const byMerchant = z.object({ mchid: z.string().min(1).max(32) })

const noOrder = () => refuse(404, 'ORDER_NOT_EXIST', '订单不存在')

function answer(order: Order | undefined): Outcome {
  return order ? { status: 200, body: transactionObject(order) } : noOrder()
}

/** GET /v3/pay/transactions/out-trade-no/{out_trade_no} (formats.md 1.6). */
export function queryByOrderNo(world: World, call: Call): Outcome {
  const read = readQuery(call, byMerchant)
  if (isRefusal(read)) return read
  const { mchid } = read.value
  return (
    otherMerchant(call, mchid) ??
    answer(world.store.orders.byNumber('wechat', mchid, call.exchange.params.orderNo ?? ''))
  )
}

/** GET /v3/pay/transactions/id/{transaction_id}. */
export function queryByTransactionId(world: World, call: Call): Outcome {
  const read = readQuery(call, byMerchant)
  if (isRefusal(read)) return read
  const { mchid } = read.value
  const order = world.store.orders.byChannelNo('wechat', call.exchange.params.transactionId ?? '')
  return otherMerchant(call, mchid) ?? answer(order?.merchant === mchid ? order : undefined)
}

/** POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close: 204, again and again. */
export function closeOrder(world: World, call: Call): Outcome {
  const read = readBody(call, byMerchant)
  if (isRefusal(read)) return read
  const other = otherMerchant(call, read.value.mchid)
  if (other) return other
  const { orders } = world.store
  const order = orders.byNumber('wechat', read.value.mchid, call.exchange.params.orderNo ?? '')
  if (!order) return noOrder()
  // The code for a paid order is not published for v3 (formats.md 10.3); clients have to query after any refusal.
  if (order.state === 'paid') return refuse(400, 'ORDERPAID', '订单已支付，不能关闭')
  orders.close(order.id, world.clock.now())
  if (world.faults.strikes('paidAfterClose', { channel: 'wechat', company: order.company })) {
    pay(world, order, { evenIfClosed: true })
  }
  return { status: 204 }
}
