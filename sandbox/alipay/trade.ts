import { yuanText } from '../../contract/money'
import { secondsText } from '../beijingTime'
import type { Order } from '../store/orders'
import { maskedLogon } from './payer'

/** After three months a trade is finished: no more refunds (the documented default for mini-programs, formats.md 3.7). */
const REFUND_WINDOW = 90 * 86_400_000

export type TradeStatus = 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_FINISHED' | 'TRADE_CLOSED'

/** An order as Alipay's trade_status names it: a whole refund closes a trade, a part does not. */
export function tradeStatus(order: Order, now: number): TradeStatus {
  if (order.state === 'closed') return 'TRADE_CLOSED'
  if (order.state === 'open') return 'WAIT_BUYER_PAY'
  if (order.refundedFen === order.paidFen) return 'TRADE_CLOSED'
  return now > (order.paidAt ?? now) + REFUND_WINDOW ? 'TRADE_FINISHED' : 'TRADE_SUCCESS'
}

/** The numbers and the buyer as every answer about a trade names them. */
export function tradeHead(order: Order): Record<string, string> {
  return { trade_no: order.handle, out_trade_no: order.orderNo, buyer_logon_id: maskedLogon(order.payer) }
}

/** Answers call the buyer buyer_user_id where notifications say buyer_id. */
export function buyer(order: Order): Record<string, string> {
  return order.payerKind === 'user_id' ? { buyer_user_id: order.payer } : { buyer_open_id: order.payer }
}

/** The answer of alipay.trade.query. */
export function tradeFields(order: Order, now: number, options: readonly string[]): Record<string, unknown> {
  const paid = order.state === 'paid'
  const total = yuanText(order.paidFen ?? order.amountFen)
  const received = paid ? total : '0.00'
  return {
    ...tradeHead(order),
    ...buyer(order),
    trade_status: tradeStatus(order, now),
    total_amount: total,
    receipt_amount: received,
    buyer_pay_amount: received,
    point_amount: '0.00',
    invoice_amount: received,
    ...(order.paidAt === null ? {} : { send_pay_date: secondsText(order.paidAt) }),
    ...(paid && options.includes('fund_bill_list')
      ? { fund_bill_list: [{ amount: total, fund_channel: 'ALIPAYACCOUNT' }] }
      : {}),
  }
}
