import { yuanText } from '../../contract/money'
import { millisecondsText, secondsText } from '../beijingTime'
import type { Order } from '../store/orders'
import type { Refund } from '../store/refunds'
import { merchantOf, type World } from '../world'
import { maskedLogon, payerFields } from './payer'

/** The parameters of Alipay's notifications before time, id and signature are added (formats.md 3.8). */
type Content = Record<string, string>

function common(world: World, order: Order): Content {
  return {
    notify_type: 'trade_status_sync',
    app_id: order.appId,
    auth_app_id: order.appId,
    charset: 'utf-8',
    version: '1.0',
    trade_no: order.handle,
    out_trade_no: order.orderNo,
    ...payerFields(order),
    ...(order.payerKind === 'open_id' ? { merchant_app_id: order.appId } : {}),
    buyer_logon_id: maskedLogon(order.payer),
    seller_id: merchantOf(world, order.company)?.numbers.alipay.sellerId ?? '',
    seller_email: `${order.company}@sandbox.invalid`,
    subject: order.description,
    gmt_create: secondsText(order.createdAt),
    ...(order.attach === '' ? {} : { passback_params: order.attach }),
    // Unknown parameters may come at any time and are signed as well; this one also catches parsers that decode twice or not at all.
    sandbox_extra: '加号+ 百分号%2B 与号& 等号=',
  }
}

function money(order: Order): Content {
  const paid = yuanText(order.paidFen ?? order.amountFen)
  return {
    total_amount: paid,
    receipt_amount: paid,
    invoice_amount: paid,
    buyer_pay_amount: paid,
    point_amount: '0.00',
    gmt_payment: secondsText(order.paidAt ?? order.createdAt),
    fund_bill_list: JSON.stringify([{ amount: paid, fundChannel: 'ALIPAYACCOUNT' }]),
  }
}

export function paymentContent(world: World, order: Order): Content {
  return { ...common(world, order), ...money(order), trade_status: 'TRADE_SUCCESS' }
}

/** A partial refund comes as TRADE_SUCCESS again, a full one as TRADE_CLOSED; refund_fee is the trade's total so far. */
export function refundContent(world: World, order: Order, refund: Refund): Content {
  const at = refund.doneAt ?? refund.createdAt
  const whole = order.refundedFen === (order.paidFen ?? order.amountFen)
  return {
    ...common(world, order),
    ...money(order),
    trade_status: whole ? 'TRADE_CLOSED' : 'TRADE_SUCCESS',
    refund_fee: yuanText(order.refundedFen),
    out_biz_no: refund.refundNo,
    gmt_refund: millisecondsText(at),
    ...(whole ? { gmt_close: secondsText(at) } : {}),
  }
}

export function closeContent(world: World, order: Order): Content {
  return {
    ...common(world, order),
    total_amount: yuanText(order.amountFen),
    trade_status: 'TRADE_CLOSED',
    gmt_close: secondsText(order.closedAt ?? order.expiresAt),
  }
}
