import { sumFen, yuanText } from '../../contract/money'
import { secondsText } from '../beijingTime'
import type { FileRow } from '../channelFiles/file'
import { type Printed, truthful } from '../channelFiles/file'
import { feeFen, maskedLogon } from './trade'
import { exported, type FileHead, heading } from './tradeBill'

/** Alipay's account bill, signcustomer (formats.md 3.10): every movement on the seller's balance. */
const DETAIL_COLUMNS =
  '账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注'
const SUMMARY_COLUMNS = '类型,收入笔数,收入金额（+元）,支出笔数,支出金额（-元）,总金额（元）'
const EOL = '\r\n'

interface Flow {
  flowNo: string
  kind: '在线支付' | '收费' | '交易退款' | '退费'
  fen: number
}

/** A payment comes in and its fee goes out; a refund goes out and its share of the fee comes back. */
function flows({ order, refund }: FileRow): Flow[] {
  const amount = refund ? refund.amountFen : (order.paidFen ?? order.amountFen)
  const fee = feeFen(amount)
  // Running numbers of one movement: the trade's own date and serial, and which of its movements it is.
  const number = refund ? refund.flowNo : `${order.handle.slice(0, 8)}1111${order.handle.slice(-12)}`
  const main: Flow = refund
    ? { flowNo: number, kind: '交易退款', fen: -amount }
    : { flowNo: number, kind: '在线支付', fen: amount }
  const charge: Flow = {
    flowNo: `${number.slice(0, 8)}${refund ? '3333' : '2222'}${number.slice(-12)}`,
    kind: refund ? '退费' : '收费',
    fen: refund ? fee : -fee,
  }
  return fee > 0 ? [main, charge] : [main]
}

/** What a row moves in all, in fen. */
export function movement(row: FileRow): number {
  return sumFen(flows(row).map((flow) => flow.fen))
}

/** What the channel sends to the seller's bank before the day's payments, and under which numbers. */
export interface Remittance {
  at: number
  fen: number
  business: string
  flow: string
}

/** Gives the detail file line by line, from the balance before it, in fen. */
export function* accountDetail(
  rows: Iterable<FileRow>,
  head: FileHead,
  balanceBefore: number,
  printed: Printed = truthful,
  remittance?: Remittance,
): Generator<string, void> {
  yield heading('支付宝账务明细查询', head, '账务明细列表')
  yield `${DETAIL_COLUMNS}${EOL}`
  let balance = balanceBefore
  let index = 0
  const totals = { in: { count: 0, fen: 0 }, out: { count: 0, fen: 0 } }
  if (remittance) {
    const { at, fen, business, flow } = remittance
    balance -= fen
    count(totals.out, -fen)
    const cells = [
      ...[`${flow}\t`, `${business}\t`, '\t', '提现\t', secondsText(at), '\t', '0.00', yuanText(-fen)],
      ...[yuanText(balance), '支付宝', '提现', ''],
    ]
    yield `${cells.join(',')}${EOL}`
  }
  for (const row of rows) {
    for (const { fen } of flows(row)) count(fen < 0 ? totals.out : totals.in, fen)
    for (const shown of printed(row, index++)) {
      for (const flow of flows(shown)) {
        balance += flow.fen
        yield `${cells(shown, flow, balance).join(',')}${EOL}`
      }
    }
  }
  yield `#-----------------------------------------账务明细列表结束------------------------------------${EOL}`
  yield `#支出合计：${totals.out.count}笔，共${yuanText(totals.out.fen)}元${EOL}`
  yield `#收入合计：${totals.in.count}笔，共${yuanText(totals.in.fen)}元${EOL}`
  yield exported(head)
}

function count(side: { count: number; fen: number }, fen: number): void {
  side.count += 1
  side.fen += fen
}

/** A fee's row bears its payment's subject and names nobody, and a refund's the order's number: the request's stands in no account bill (public files of 12 and 13 columns). */
function cells({ at, order }: FileRow, flow: Flow, balance: number): string[] {
  const isFee = flow.kind === '收费' || flow.kind === '退费'
  return [
    ...[`${flow.flowNo}\t`, `${order.handle}\t`, `${order.orderNo}\t`],
    ...[`${order.description}\t`, secondsText(at), isFee ? '\t' : `*三(${maskedLogon(order.payer)})\t`],
    ...[yuanText(Math.max(flow.fen, 0)), yuanText(Math.min(flow.fen, 0)), yuanText(balance)],
    ...['支付宝', flow.kind, isFee ? '服务费' : ''],
  ]
}

/** Gives the summary file line by line: one row for each kind of movement, and the total. */
export function* accountSummary(
  rows: Iterable<FileRow>,
  head: FileHead,
  remittance?: Remittance,
): Generator<string, void> {
  const kinds = new Map<string, { in: { count: number; fen: number }; out: { count: number; fen: number } }>()
  const all = { in: { count: 0, fen: 0 }, out: { count: 0, fen: 0 } }
  for (const row of rows) {
    for (const { kind, fen } of flows(row)) {
      const one = kinds.get(kind) ?? { in: { count: 0, fen: 0 }, out: { count: 0, fen: 0 } }
      kinds.set(kind, one)
      for (const sides of [one, all]) count(fen < 0 ? sides.out : sides.in, fen)
    }
  }
  if (remittance) {
    const sent = { in: { count: 0, fen: 0 }, out: { count: 1, fen: 0 - remittance.fen } }
    kinds.set('提现', sent)
    count(all.out, 0 - remittance.fen)
  }
  yield heading('支付宝账务汇总查询', head, '账务汇总列表')
  yield `${SUMMARY_COLUMNS}${EOL}`
  for (const [name, sides] of [...kinds, ['合计', all] as const]) {
    const { in: incoming, out } = sides
    const numbers = [
      String(incoming.count),
      yuanText(incoming.fen),
      String(out.count),
      yuanText(out.fen),
      yuanText(incoming.fen + out.fen),
    ]
    yield `${[name, ...numbers].join(',')}${EOL}`
  }
  yield `#-----------------------------------------账务汇总列表结束------------------------------------${EOL}`
  yield exported(head)
}
