import { yuanText } from '../../contract/money'
import { secondsText } from '../beijingTime'
import { type FileRow, type Printed, truthful } from '../channelFiles/file'
import type { Api } from '../faults/switchboard'
import type { World } from '../world'

/** One row of a WeChat bill: every value, also an empty one, behind a backtick (formats.md 2.2). */
export function fileLine(values: readonly string[]): string {
  return `${values.map((value) => `\`${value}`).join(',')}\n`
}

/** Merchant text in a bill: a comma becomes backslash and space, a line feed the two characters `\n`. */
export function fileText(text: string): string {
  return text.replace(/,/g, '\\ ').replace(/\r?\n/g, '\\n').replace(/`/g, '')
}

/** The channel's fee of 0.20 %, in fen, rounded half up. */
export function feeFen(amountFen: number): number {
  return Math.floor((amountFen * 2 + 500) / 1000)
}

/** Fen as yuan with the bill's five decimals: 247 → 2.47000. */
export function feeText(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}000`
}

export const FEE_RATE = '0.20%'

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
export function standsIn(type: TradeBillType, { refund }: FileRow): boolean {
  return type === 'ALL' || (type === 'REFUND') === (refund !== undefined)
}

const TOTALS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

/** A refund's state in a bill is another value set than the API's, frozen at bill time. */
const REFUND_STATES = { success: 'SUCCESS', processing: 'PROCESSING', closed: 'FAIL', abnormal: 'CHANGE' } as const

/** Takes the rows of a bill in order of time; gives it line by line, each with its line feed, the totals last. */
export function* tradeBill(
  rows: Iterable<FileRow>,
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
      yield fileLine(columns.map((column) => said[column] ?? ''))
    }
    count += 1
    if (row.refund) refunded += row.refund.amountFen
    else ordered += amount
    fees += row.refund ? -feeFen(row.refund.amountFen) : feeFen(amount)
  }
  yield `${TOTALS}\n`
  const [sales, back] = [yuanText(ordered), yuanText(refunded)]
  yield fileLine([String(count), sales, back, '0.00', feeText(fees), sales, back])
}

const paidFen = ({ order }: FileRow) => order.paidFen ?? order.amountFen

function cells(row: FileRow): Record<string, string> {
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
    交易类型: order.tradeType,
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
    商品名称: fileText(order.description),
    商户数据包: fileText(order.attach),
    手续费: feeText(refund ? -feeFen(refund.amountFen) : feeFen(paidFen(row))),
    费率: FEE_RATE,
    订单金额: sales,
    申请退款金额: back,
  }
}

/** What WeChat Pay publishes, in requests a second of one merchant (formats.md 1.9, 2.1); the rest has no figure. */
const PER_SECOND: Partial<Record<Api, number>> = {
  order: 500,
  refund: 150,
  'refund-query': 300,
  certificates: 1000,
  bill: 3,
}

/** Refunds that are refused count more dearly. */
const FAILED_REFUNDS = 6

const SECOND = 1000

const asked = new WeakMap<World, Map<string, number[]>>()

/** How often something was counted within the last second on the machine's clock, this time included. */
function within(world: World, key: string): number {
  const now = world.clock.machineNow()
  const times = asked.get(world) ?? new Map<string, number[]>()
  asked.set(world, times)
  const recent = [...(times.get(key) ?? []).filter((at) => at > now - SECOND && at <= now), now]
  times.set(key, recent)
  return recent.length
}

/** Whether a merchant's call exceeds its rate, where the switch is on. A call that is refused for it counts too. */
export function tooOften(world: World, place: { channel: 'wechat'; company: string; api: Api }): boolean {
  const most = PER_SECOND[place.api]
  if (most === undefined || !world.faults.strikes('rateLimits', place)) return false
  const failed = asked.get(world)?.get(`${place.company} failed-refund`) ?? []
  const now = world.clock.machineNow()
  if (place.api === 'refund' && failed.filter((at) => at > now - SECOND).length >= FAILED_REFUNDS) return true
  return within(world, `${place.company} ${place.api}`) > most
}

/** Remembers a refund that was refused. */
export function noteFailedRefund(world: World, company: string): void {
  within(world, `${company} failed-refund`)
}
