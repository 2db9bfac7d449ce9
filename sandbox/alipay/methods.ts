import { z } from 'zod'
import { pay } from '../resident/pay'
import type { World } from '../world'
import { fail, type Outcome } from './answer'
import { bizContent, type Call, findTrade, tradeName } from './gateway'
import { tradeFields } from './trade'

const queryRequest = z.object({ ...tradeName, query_options: z.array(z.string()).max(20).default([]) })
const closeRequest = z.object({ ...tradeName, operator_id: z.string().max(28).optional() })

/** alipay.trade.query (formats.md 3.7). */
export function queryTrade(world: World, call: Call): Outcome {
  const read = bizContent(call, queryRequest)
  if ('ok' in read) return read
  const found = findTrade(world, call, read.value)
  if ('ok' in found) return found
  return { ok: true, fields: tradeFields(found.order, world.clock.now(), read.value.query_options) }
}

/** alipay.trade.close: an unpaid trade only; a closed one is not closed again. */
export function closeTrade(world: World, call: Call): Outcome {
  const read = bizContent(call, closeRequest)
  if ('ok' in read) return read
  const found = findTrade(world, call, read.value)
  if ('ok' in found) return found
  const { order } = found
  if (!world.store.orders.close(order.id, world.clock.now())) return fail('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
  if (world.faults.strikes('paidAfterClose', { channel: 'alipay', company: order.company }))
    pay(world, order, { evenIfClosed: true })
  return { ok: true, fields: { trade_no: order.handle, out_trade_no: order.orderNo } }
}
