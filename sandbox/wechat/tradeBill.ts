import { yuanText } from '../../contract/money'
import { secondsText } from '../beijingTime'
import type { BillRow } from '../bills/dayRows'
import { type Printed, truthful } from '../bills/misprint'
import { billRow, billText, FEE_RATE, feeFen, feeText } from './billText'

/** The 27 columns of the trade bill, type ALL (formats.md 2.2); header lines carry no backticks. */
const ALL =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'.split(
    ',',
  )
const OF_REFUNDS = [
  '微信退款单号',
  '商户退款单号',
  '退款金额',
  '充值券退款金额',
  '退款类型',
  '退款状态',
  '申请退款金额',
]
const TIMES_OF_REFUNDS = ['退款申请时间', '退款成功时间']

export type TradeBillType = 'ALL' | 'SUCCESS' | 'REFUND'

/** SUCCESS leaves the refund columns out, REFUND adds two times: the order differs, so columns are read by their headings. */
const COLUMNS: Record<TradeBillType, readonly string[]> = {
  ALL,
  SUCCESS: ALL.filter((column) => !OF_REFUNDS.includes(column)),
  REFUND: ALL.flatMap((column) => (column === '微信退款单号' ? [...TIMES_OF_REFUNDS, column] : [column])),
}

/** Whether a row stands in a bill of a type. */
export function standsIn(type: TradeBillType, { refund }: BillRow): boolean {
  return type === 'ALL' || (type === 'REFUND') === (refund !== undefined)
}

const TOTALS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

/** A refund's state in a bill is another value set than the API's, frozen at bill time. */
const REFUND_STATES = { success: 'SUCCESS', processing: 'PROCESSING', closed: 'FAIL', abnormal: 'CHANGE' } as const

/** Takes the rows of a bill in order of time; gives it line by line, each with its line feed, the totals last. */
export function* tradeBill(
  rows: Iterable<BillRow>,
  printed: Printed = truthful,
  type: TradeBillType = 'ALL',
): Generator<string, void> {
  const columns = COLUMNS[type]
  yield `${columns.join(',')}\n`
  let count = 0
  let ordered = 0
  let refunded = 0
  let fees = 0
  for (const row of rows) {
    const amount = paidFen(row)
    for (const shown of printed(row, count)) {
      const said = cells(shown)
      yield billRow(columns.map((column) => said[column] ?? ''))
    }
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

function cells(row: BillRow): Record<string, string> {
  const { at, order, refund } = row
  const yuan = yuanText(paidFen(row))
  const back = yuanText(refund?.amountFen ?? 0)
  const sales = refund ? '0.00' : yuan
  return {
    交易时间: secondsText(at),
    公众账号ID: order.appId,
    商户号: order.merchant,
    特约商户号: '0',
    微信订单号: order.channelNo ?? '',
    商户订单号: order.orderNo,
    用户标识: order.payer,
    交易类型: 'JSAPI',
    交易状态: refund ? 'REFUND' : 'SUCCESS',
    付款银行: order.bank,
    货币种类: 'CNY',
    应结订单金额: sales,
    代金券金额: '0.00',
    退款申请时间: refund ? secondsText(refund.createdAt) : '',
    退款成功时间: refund?.doneAt ? secondsText(refund.doneAt) : '',
    微信退款单号: refund?.refundId ?? '0',
    商户退款单号: refund?.refundNo ?? '0',
    退款金额: back,
    充值券退款金额: '0.00',
    退款类型: refund ? 'ORIGINAL' : '',
    退款状态: refund ? REFUND_STATES[refund.state] : '',
    商品名称: billText(order.description),
    商户数据包: billText(order.attach),
    手续费: feeText(refund ? -feeFen(refund.amountFen) : feeFen(paidFen(row))),
    费率: FEE_RATE,
    订单金额: sales,
    申请退款金额: back,
  }
}
