import { rfc3339 } from '../beijingTime'
import type { Order } from '../store/orders'
import type { Refund } from '../store/refunds'

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
