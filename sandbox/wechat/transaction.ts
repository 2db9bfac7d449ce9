import { rfc3339 } from '../beijingTime'
import type { Order } from '../store/orders'
import type { Refund } from '../store/refunds'

const STATES = {
  SUCCESS: '支付成功',
  REFUND: '转入退款',
  NOTPAY: '订单未支付',
  CLOSED: '订单已关闭',
} as const

/** An order as v3's trade_state names it; REFUND already after the first partial refund (formats.md 1.6). */
export function tradeState(order: Order): keyof typeof STATES {
  if (order.state === 'paid') return order.refundedFen > 0 ? 'REFUND' : 'SUCCESS'
  return order.state === 'closed' ? 'CLOSED' : 'NOTPAY'
}

/** The transaction object of queries and payment notifications (formats.md 1.6, 1.8). */
export function transactionObject(order: Order): Record<string, unknown> {
  const state = tradeState(order)
  const head = { appid: order.appId, mchid: order.merchant, out_trade_no: order.orderNo }
  if (order.state !== 'paid' || order.paidAt === null) {
    return {
      ...head,
      trade_state: state,
      trade_state_desc: STATES[state],
      attach: order.attach,
      amount: { total: order.amountFen, currency: 'CNY' },
      promotion_detail: [],
    }
  }
  const total = order.paidFen ?? order.amountFen
  return {
    ...head,
    transaction_id: order.channelNo,
    trade_type: order.tradeType,
    trade_state: state,
    trade_state_desc: STATES[state],
    bank_type: order.bank,
    attach: order.attach,
    success_time: rfc3339(order.paidAt),
    payer: { openid: order.payer },
    amount: { total, payer_total: total, currency: 'CNY', payer_currency: 'CNY' },
    promotion_detail: [],
  }
}

const RECEIVED_IN = '支付用户零钱'

/** The refund object of answers and queries (formats.md 1.7). */
export function refundObject(order: Order, refund: Refund): Record<string, unknown> {
  const total = order.paidFen ?? order.amountFen
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.refundNo,
    transaction_id: order.channelNo,
    out_trade_no: order.orderNo,
    channel: 'ORIGINAL',
    user_received_account: RECEIVED_IN,
    ...(refund.state === 'success' && refund.doneAt !== null ? { success_time: rfc3339(refund.doneAt) } : {}),
    create_time: rfc3339(refund.createdAt),
    status: refund.state.toUpperCase(),
    funds_account: 'UNSETTLED',
    amount: {
      total,
      refund: refund.amountFen,
      payer_total: total,
      payer_refund: refund.amountFen,
      settlement_refund: refund.amountFen,
      settlement_total: total,
      discount_refund: 0,
      currency: 'CNY',
      refund_fee: 0,
      from: [],
    },
    promotion_detail: [],
  }
}

/** The plaintext of a refund notification: `refund_status` where the answer says `status` (formats.md 1.8). */
export function refundNotice(order: Order, refund: Refund): Record<string, unknown> {
  const total = order.paidFen ?? order.amountFen
  return {
    mchid: order.merchant,
    out_trade_no: order.orderNo,
    transaction_id: order.channelNo,
    out_refund_no: refund.refundNo,
    refund_id: refund.refundId,
    refund_status: refund.state.toUpperCase(),
    ...(refund.state === 'success' && refund.doneAt !== null ? { success_time: rfc3339(refund.doneAt) } : {}),
    user_received_account: RECEIVED_IN,
    amount: { total, refund: refund.amountFen, payer_total: total, payer_refund: refund.amountFen },
  }
}
