import { z } from 'zod'
import { parseYuan, yuanText } from '../../contract/money'
import { secondsText } from '../beijingTime'
import { announceRefund } from '../notifications/queue'
import type { Order } from '../store/orders'
import type { Refund } from '../store/refunds'
import type { World } from '../world'
import { fail, type Outcome, type Refusal } from './answer'
import { bizContent, type Call, findTrade, tradeName } from './gateway'
import { buyer, flowNo, tradeHead, tradeStatus } from './trade'

const amount = z
  .union([z.string(), z.number().transform(String)])
  .transform((text) => parseYuan(text))
  .refine((fen) => fen !== undefined && fen >= 1, '退款金额应大于 0')
  .transform((fen) => fen ?? 0)

export const refundRequest = z.object({
  ...tradeName,
  refund_amount: amount,
  refund_reason: z.string().max(256).optional(),
  out_request_no: z.string().min(1).max(64).optional(),
  query_options: z.array(z.string()).optional(),
})
export const refundQuery = z.object({
  ...tradeName,
  out_request_no: z.string().min(1).max(64),
  query_options: z.array(z.string()).default([]),
})

/** alipay.trade.refund (formats.md 3.7): done at once; out_request_no makes a repeat harmless. */
export function refundTrade(world: World, call: Call): Outcome {
  const read = bizContent(call, refundRequest)
  if ('ok' in read) return read
  const found = findTrade(world, call, read.value)
  if ('ok' in found) return found
  const { order } = found
  const { refund_amount: amountFen, out_request_no, refund_reason: reason = '' } = read.value
  if (out_request_no === undefined && amountFen !== order.paidFen)
    return fail('ACQ.INVALID_PARAMETER', '部分退款必须传out_request_no')
  const requestNo = out_request_no ?? order.orderNo
  const present = world.store.refunds.ofOrder(order.id).find((refund) => refund.refundNo === requestNo)
  if (present) {
    if (present.amountFen !== amountFen)
      return fail('ACQ.DISCORDANT_REPEAT_REQUEST', '同一退款请求号的金额与原请求不一致')
    return answer(order, present, 'N')
  }
  const refusal = check(world, order, amountFen)
  if (refusal) return refusal
  // Nothing moved, and nothing says so but the missing refund_status of the query.
  if (world.faults.strikes('refundSilent', { channel: 'alipay', company: order.company }))
    return answer(order, undefined, 'N')
  return accept(world, order, { amountFen, requestNo, reason })
}

function check(world: World, order: Order, amountFen: number): Refusal | undefined {
  const now = world.clock.now()
  const status = tradeStatus(order, now)
  if (status === 'TRADE_FINISHED') return fail('ACQ.TRADE_HAS_FINISHED', '交易已完结，不可退款')
  const paid = order.paidFen ?? 0
  if (order.state === 'paid' && amountFen > paid - order.refundedFen)
    return fail('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限')
  if (status !== 'TRADE_SUCCESS') return fail('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
  if (world.faults.strikes('refundNotEnough', { channel: 'alipay', company: order.company })) {
    return fail('ACQ.SELLER_BALANCE_NOT_ENOUGH', '商户的支付宝账户中无足够的资金进行撤销')
  }
  return undefined
}

function accept(world: World, order: Order, asked: { amountFen: number; requestNo: string; reason: string }): Outcome {
  const { store } = world
  const now = world.clock.now()
  return store.together(() => {
    if (!store.orders.addRefunded(order.id, asked.amountFen)) throw new Error('a checked refund exceeds what was paid')
    const number = flowNo(store.numbers, now)
    const refund = store.refunds.add({
      ...{ channel: 'alipay', merchant: order.merchant, orderId: order.id, refundNo: asked.requestNo },
      ...{
        refundId: number,
        flowNo: number,
        amountFen: asked.amountFen,
        reason: asked.reason,
        notifyUrl: order.notifyUrl,
      },
      ...{ state: 'success', outcome: 'success', createdAt: now, dueAt: now, doneAt: now },
    })
    const refunded = store.orders.byId(order.id) ?? order
    announceRefund(world, refunded, refund)
    return answer(refunded, refund, 'Y')
  })
}

/** `refund_fee` is what the trade has refunded in all, not this request's amount. */
function answer(order: Order, refund: Refund | undefined, fundChange: 'Y' | 'N'): Outcome {
  return {
    ok: true,
    fields: {
      ...tradeHead(order),
      ...buyer(order),
      fund_change: fundChange,
      refund_fee: yuanText(order.refundedFen),
      ...(refund ? { gmt_refund_pay: secondsText(refund.doneAt ?? refund.createdAt) } : {}),
      send_back_fee: yuanText(fundChange === 'Y' ? (refund?.amountFen ?? 0) : 0),
    },
  }
}

/** alipay.trade.fastpay.refund.query: refund_status is there only when the refund is done, and absent when there is none. */
export function queryRefund(world: World, call: Call): Outcome {
  const read = bizContent(call, refundQuery)
  if ('ok' in read) return read
  const found = findTrade(world, call, read.value)
  if ('ok' in found) return found
  const { order } = found
  const { out_request_no, query_options } = read.value
  const refund = world.store.refunds.ofOrder(order.id).find((one) => one.refundNo === out_request_no)
  const numbers = { trade_no: order.handle, out_trade_no: order.orderNo, out_request_no }
  if (!refund) return { ok: true, fields: numbers }
  return {
    ok: true,
    fields: {
      ...numbers,
      refund_status: 'REFUND_SUCCESS',
      total_amount: yuanText(order.paidFen ?? order.amountFen),
      refund_amount: yuanText(refund.amountFen),
      ...(query_options.includes('gmt_refund_pay')
        ? { gmt_refund_pay: secondsText(refund.doneAt ?? refund.createdAt) }
        : {}),
    },
  }
}
