import { createHash } from 'node:crypto'
import { yuanText } from '../../contract/money'
import { compactDay, secondsText } from '../beijingTime'
import type { Numbers } from '../store/open'
import type { Order } from '../store/orders'

/** Open-id and user-id apps name the buyer in different fields, never in both (formats.md 3.4). */
export function payerFields(order: Order): Record<string, string> {
  return order.payerKind === 'user_id' ? { buyer_id: order.payer } : { buyer_open_id: order.payer }
}

/** A masked login as answers and bills show it, always the same for the same payer. */
export function maskedLogon(payer: string): string {
  const digits = createHash('sha256').update(payer).digest().readUInt16BE(0) % 100
  return `1${30 + (digits % 60)}****${String(digits).padStart(2, '0')}`
}

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

/** 28 digits, like 2026110122001400001234567890. */
export function tradeNo(numbers: Numbers, at: number): string {
  return `${compactDay(at)}2200140000${String(numbers.next('alipay-trade')).padStart(10, '0')}`
}

/** The account bill's running number of one movement. */
export function flowNo(numbers: Numbers, at: number): string {
  return `${compactDay(at)}0000${String(numbers.next('alipay-flow')).padStart(12, '0')}`
}

/** The channel's fee of 0.60 %, in fen, rounded half up: what the companies' contracts say (`payment.feeRates`). */
export function feeFen(amountFen: number): number {
  return Math.floor((amountFen * 6 + 500) / 1000)
}
