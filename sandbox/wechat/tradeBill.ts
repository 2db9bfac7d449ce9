import { yuanText } from '../../contract/money'
import { secondsText } from '../beijingTime'
import type { BillRow } from '../bills/dayRows'
import { type Printed, truthful } from '../bills/misprint'
import { billRow, billText, FEE_RATE, feeFen, feeText } from './billText'

/** The 27 columns of the trade bill, type ALL (formats.md 2.2); header lines carry no backticks. */
const COLUMNS =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const TOTALS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

/** A refund's state in a bill is another value set than the API's, frozen at bill time. */
const REFUND_STATES = { success: 'SUCCESS', processing: 'PROCESSING', closed: 'FAIL', abnormal: 'CHANGE' } as const

/** Takes a day's rows in order of time; gives the trade bill line by line, each with its line feed, the totals last. */
export function* tradeBill(rows: Iterable<BillRow>, printed: Printed = truthful): Generator<string, void> {
  yield `${COLUMNS}\n`
  let count = 0
  let ordered = 0
  let refunded = 0
  let fees = 0
  for (const row of rows) {
    const amount = paidFen(row)
    for (const shown of printed(row, count)) yield billRow(cells(shown))
    count += 1
    if (row.refund) refunded += row.refund.amountFen
    else ordered += amount
    fees += row.refund ? -feeFen(row.refund.amountFen) : feeFen(amount)
  }
  yield `${TOTALS}\n`
  const [sales, back] = [yuanText(ordered), yuanText(refunded)]
  yield billRow([String(count), sales, back, '0.00', feeText(fees), sales, back])
}

const paidFen = ({ order }: BillRow) => order.paidFen ?? order.amountFen

function cells(row: BillRow): string[] {
  const { at, order, refund } = row
  const amount = paidFen(row)
  const head = [
    secondsText(at),
    order.appId,
    order.merchant,
    '0',
    '',
    order.channelNo ?? '',
    order.orderNo,
    order.payer,
    'JSAPI',
  ]
  const goods = [billText(order.description), billText(order.attach)]
  if (!refund) {
    const yuan = yuanText(amount)
    return [
      ...[...head, 'SUCCESS', order.bank, 'CNY', yuan, '0.00', '0', '0', '0.00', '0.00', '', '', ...goods],
      ...[feeText(feeFen(amount)), FEE_RATE, yuan, '0.00', ''],
    ]
  }
  const back = yuanText(refund.amountFen)
  return [
    ...[...head, 'REFUND', order.bank, 'CNY', '0.00', '0.00', refund.refundId, refund.refundNo, back, '0.00'],
    ...['ORIGINAL', REFUND_STATES[refund.state], ...goods],
    ...[feeText(-feeFen(refund.amountFen)), FEE_RATE, '0.00', back, ''],
  ]
}
