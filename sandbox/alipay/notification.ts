import { yuanText } from '../../contract/money'
import { millisecondsText, secondsText } from '../beijingTime'
import { flipBit } from '../faults/catalogue'
import type { Delivery } from '../notifications/delivery'
import type { Notification } from '../store/notifications'
import type { Order } from '../store/orders'
import type { Refund } from '../store/refunds'
import { merchantOf, type World } from '../world'
import { notificationText, rsa2Sign, signerFor } from './sign'
import { maskedLogon, payerFields } from './trade'

const SPOILERS = ['foreignMerchant', 'foreignApp', 'forgeSignature', 'forgeBody'] as const

/** Takes a notification; gives the form that goes over the wire this time (formats.md 3.8), or what one fault makes of it. */
export function alipayDelivery(world: World, notification: Notification): Delivery {
  const place = { channel: 'alipay', company: notification.company } as const
  const fault = SPOILERS.find((name) => world.faults.strikes(name, place))
  const content = JSON.parse(notification.content) as Record<string, string>
  if (fault === 'foreignMerchant') content.seller_id = '2088999999999999'
  if (fault === 'foreignApp') content.app_id = '2021999999999999'
  const signer = signerFor(world, content.app_id ?? '', notification.company)
  if (signer.sn !== undefined) content.alipay_cert_sn = signer.sn
  const params = new Map(
    Object.entries({ ...content, notify_id: notification.id, notify_time: secondsText(world.clock.now()) }),
  )
  const signature = rsa2Sign(notificationText(params), signer.key)
  const chance = fault ? world.faults.chance(fault) : 0
  const sign =
    fault === 'forgeSignature' ? flipBit(Buffer.from(signature, 'base64'), chance).toString('base64') : signature
  return {
    kind: fault ?? 'genuine',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', 'user-agent': 'Mozilla/4.0' },
    body: Buffer.from(
      new URLSearchParams([
        ...(fault === 'forgeBody' ? altered(params, chance) : params),
        ['sign', sign],
        ['sign_type', 'RSA2'],
      ]).toString(),
    ),
  }
}

/**
 * One signed value with one bit of its first character turned. It is turned before it is encoded: in the encoded form a
 * turned bit may mean the same, as `%2B` and `%2b` do.
 */
function altered(params: ReadonlyMap<string, string>, chance: number): Map<string, string> {
  const names = [...params.keys()]
  const name = names[Math.floor(chance * names.length)] ?? 'trade_no'
  const value = params.get(name) ?? ''
  return new Map([...params, [name, String.fromCharCode(value.charCodeAt(0) ^ 1) + value.slice(1)]])
}

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
