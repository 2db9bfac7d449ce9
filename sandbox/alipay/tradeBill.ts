import { yuanText } from '../../contract/money'
import { chineseDay, dayOf, secondsText } from '../beijingTime'
import type { FileRow } from '../channelFiles/file'
import { type Printed, truthful } from '../channelFiles/file'
import { feeFen, maskedLogon } from './trade'

/** Alipay's business bill (formats.md 3.10). Text cells carry a trailing tab, so that spreadsheets leave long numbers alone. */
const DETAIL_COLUMNS =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'
const SUMMARY_COLUMNS =
  '门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）,商家优惠（元）,卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）'
const EOL = '\r\n'

export interface FileHead {
  /** 16-digit seller number with 0156 behind. */
  account: string
  /** Its first day. */
  day: string
  /** The end, in epoch milliseconds: of that day, or of a month. */
  until: number
  /** Epoch milliseconds. */
  exportedAt: number
}

export function heading(title: string, head: FileHead, list: string): string {
  const end = dayOf(head.until)
  return [
    `#${title}`,
    `#账号：[${head.account}]`,
    `#起始日期：[${chineseDay(head.day)} 00:00:00]   终止日期：[${chineseDay(end)} 00:00:00]`,
    `#-----------------------------------------${list}----------------------------------------`,
    '',
  ].join(EOL)
}

export function exported(head: FileHead): string {
  const text = secondsText(head.exportedAt)
  return `#导出时间：[${chineseDay(text.slice(0, 10))} ${text.slice(11)}]${EOL}`
}

interface Totals {
  paid: { count: number; fen: number; fee: number }
  refunded: { count: number; fen: number; fee: number }
}

/** Signed amounts of a row, in fen: a payment is positive with a negative fee, a refund the other way round. */
function amounts({ order, refund }: FileRow): { fen: number; fee: number } {
  const fen = refund ? -refund.amountFen : (order.paidFen ?? order.amountFen)
  return { fen, fee: fen < 0 ? feeFen(-fen) : -feeFen(fen) }
}

/** Gives the detail file line by line. Its totals are those of the true rows, whatever is printed. */
export function* tradeDetail(
  rows: Iterable<FileRow>,
  head: FileHead,
  printed: Printed = truthful,
): Generator<string, void> {
  yield heading('支付宝业务明细查询', head, '业务明细列表')
  yield `${DETAIL_COLUMNS}${EOL}`
  const totals = noTotals()
  let index = 0
  for (const row of rows) {
    add(totals, row)
    for (const shown of printed(row, index++)) yield `${detailCells(shown).join(',')}${EOL}`
  }
  yield `#-----------------------------------------业务明细列表结束------------------------------------${EOL}`
  yield `#交易合计：${totals.paid.count}笔，商家实收共${yuanText(totals.paid.fen)}元，商家优惠共0.00元${EOL}`
  yield `#退款合计：${totals.refunded.count}笔，商家实收退款共${yuanText(totals.refunded.fen)}元，商家优惠退款共0.00元${EOL}`
  yield exported(head)
}

function detailCells(row: FileRow): string[] {
  const { at, order, refund } = row
  const { fen, fee } = amounts(row)
  const yuan = yuanText(fen)
  const done = refund ? (refund.doneAt ?? refund.createdAt) : at
  return [
    ...[`${order.handle}\t`, `${order.orderNo}\t`, `${refund ? '退款' : '交易'}\t`, order.description],
    ...[secondsText(refund ? refund.createdAt : order.createdAt), secondsText(done), '\t', '\t', '\t', '\t'],
    ...[`*三(${maskedLogon(order.payer)})\t`, yuan, yuan, '0.00', '0.00', '0.00', '0.00', '0.00', '', '0.00\t', '0.00'],
    ...[refund ? `${refund.refundNo}\t` : '\t', yuanText(fee), '0.00', order.description],
  ]
}

/** Gives the summary file line by line: one shop-less row and the total. */
export function* tradeSummary(rows: Iterable<FileRow>, head: FileHead): Generator<string, void> {
  const totals = noTotals()
  for (const row of rows) add(totals, row)
  yield heading('支付宝业务汇总查询', head, '业务汇总列表')
  yield `${SUMMARY_COLUMNS}${EOL}`
  const { paid, refunded } = totals
  const sum = paid.fen + refunded.fen
  const fee = paid.fee + refunded.fee
  const cells = [
    ...[String(paid.count), String(refunded.count), yuanText(sum), yuanText(sum), '0.00', '0.00', '0.00'],
    ...[yuanText(fee), '0.00', yuanText(sum + fee)],
  ]
  yield `${['\t', '\t', ...cells].join(',')}${EOL}`
  yield `${['合计', '', ...cells].join(',')}${EOL}`
  yield `#----------------------------------------业务汇总列表结束-------------------------------------${EOL}`
  yield exported(head)
}

const noTotals = (): Totals => ({ paid: { count: 0, fen: 0, fee: 0 }, refunded: { count: 0, fen: 0, fee: 0 } })

function add(totals: Totals, row: FileRow): void {
  const { fen, fee } = amounts(row)
  const side = row.refund ? totals.refunded : totals.paid
  side.count += 1
  side.fen += fen
  side.fee += fee
}
