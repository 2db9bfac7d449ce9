import { sumFen, yuanText } from '../../../../contract/money'
import { addDays } from '../../../domain/calendar/civilDate'
import type { ChannelEntry, Remitted } from '../../../domain/reconciliation/channelEntry'
import { feeAt } from '../../../domain/reconciliation/fee'
import { writtenMoment } from '../columns'
import type { AlipayNumbers } from './frame'

/** What the simulated seller is charged: 0.60 %. */
const RATE_PPM = 6000

const TRADE_HEADING =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'

const SUMMARY_HEADING =
  '门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）,商家优惠（元）,卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）'

const ACCOUNT_HEADING =
  '账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注'

const ACCOUNT_SUMMARY_HEADING = '类型,收入笔数,收入金额（+元）,支出笔数,支出金额（-元）,总金额（元）'

const EOL = '\r\n'

const DASHES = '-'.repeat(41)

/** One seller's day. */
export interface AlipayDay extends AlipayNumbers {
  date: string
}

/** The account as bills name it: the seller's number and four digits more. */
const accountOf = ({ sellerId }: AlipayNumbers) => `${sellerId}0156`

/** The name of a file within the archive, e.g. of 业务明细. */
export function alipayEntryName(day: AlipayDay, list: string): string {
  return `${accountOf(day)}_${day.date.replaceAll('-', '')}_${list}.csv`
}

const chineseDay = (date: string) => `${date.slice(0, 4)}年${date.slice(5, 7)}月${date.slice(8, 10)}日`

function* head(day: AlipayDay, title: string, list: string): Generator<string> {
  const span = `#起始日期：[${chineseDay(day.date)} 00:00:00]   终止日期：[${chineseDay(addDays(day.date, 1))} 00:00:00]`
  yield [`#${title}`, `#账号：[${accountOf(day)}]`, span, `#${DASHES}${list}${DASHES.slice(1)}`, ''].join(EOL)
}

function* foot(day: AlipayDay, list: string, totals: readonly string[]): Generator<string> {
  const exported = `#导出时间：[${chineseDay(addDays(day.date, 1))} 05:46:49]`
  yield [`#${DASHES}${list}结束${DASHES.slice(5)}`, ...totals, exported, ''].join(EOL)
}

const signedFen = ({ paidFen, refund }: ChannelEntry) => (refund ? -refund.amountFen : paidFen)

/** A payment's fee is negative, what a refund gives back of it positive. */
const feeOf = (entry: ChannelEntry) =>
  entry.refund ? feeAt(entry.refund.amountFen, RATE_PPM) : -feeAt(entry.paidFen, RATE_PPM)

/** What is left of entries on the seller's account, in fen. */
export const alipayNetFen = (entries: readonly ChannelEntry[]): number =>
  sumFen(entries.map((entry) => signedFen(entry) + feeOf(entry)))

interface Sum {
  count: number
  fen: number
}

const add = (sum: Sum, fen: number) => {
  sum.count += 1
  sum.fen += fen
}

/** Writes 业务明细, 25 columns (formats.md 3.10), line by line; texts carry a tab, so that Excel does not round them. */
export function* alipayTradeLines(entries: readonly ChannelEntry[], day: AlipayDay): Generator<string> {
  yield* head(day, '支付宝业务明细查询', '业务明细列表')
  yield `${TRADE_HEADING}${EOL}`
  const paid: Sum = { count: 0, fen: 0 }
  const refunded: Sum = { count: 0, fen: 0 }
  for (const entry of entries) {
    const { refund, subject } = entry
    const yuan = yuanText(signedFen(entry))
    add(refund ? refunded : paid, signedFen(entry))
    const cells = [
      ...[`${entry.transactionId}\t`, `${entry.orderNo}\t`, `${refund ? '退款' : '交易'}\t`, subject],
      ...[writtenMoment(entry.createdAt), writtenMoment(entry.at), '\t', '\t', '\t', '\t', `${entry.payer}\t`],
      ...[yuan, yuan, '0.00', '0.00', '0.00', '0.00', '0.00', '', '0.00\t', '0.00'],
      ...[`${refund?.refundNo ?? ''}\t`, yuanText(feeOf(entry)), '0.00', subject],
    ]
    yield `${cells.join(',')}${EOL}`
  }
  yield* foot(day, '业务明细列表', [
    `#交易合计：${paid.count}笔，商家实收共${yuanText(paid.fen)}元，商家优惠共0.00元`,
    `#退款合计：${refunded.count}笔，商家实收退款共${yuanText(refunded.fen)}元，商家优惠退款共0.00元`,
  ])
}

/** Writes 业务明细(汇总): one row without a shop, and the total. */
export function* alipaySummaryLines(entries: readonly ChannelEntry[], day: AlipayDay): Generator<string> {
  const refunds = entries.filter(({ refund }) => refund !== null).length
  const fen = sumFen(entries.map(signedFen))
  const fee = sumFen(entries.map(feeOf))
  const cells = [
    ...[String(entries.length - refunds), String(refunds), yuanText(fen), yuanText(fen), '0.00', '0.00', '0.00'],
    ...[yuanText(fee), '0.00', yuanText(fen + fee)],
  ].join(',')
  yield* head(day, '支付宝业务汇总查询', '业务汇总列表')
  yield [SUMMARY_HEADING, `,,${cells}`, `合计,,${cells}`, ''].join(EOL)
  yield* foot(day, '业务汇总列表', [])
}

interface Movement {
  entry: ChannelEntry
  type: '在线支付' | '交易退款' | '收费' | '退费'
  fen: number
  serialNo: string
}

function* movements(entries: readonly ChannelEntry[]): Generator<Movement> {
  for (const entry of entries) {
    const serialNo = `${entry.transactionId.slice(0, 20)}${entry.refund ? '3' : '1'}${entry.transactionId.slice(20)}`
    yield { entry, type: entry.refund ? '交易退款' : '在线支付', fen: signedFen(entry), serialNo }
    const fee = feeOf(entry)
    if (fee !== 0) yield { entry, type: entry.refund ? '退费' : '收费', fen: fee, serialNo: `${serialNo}2` }
  }
}

function sides(entries: readonly ChannelEntry[], remitted?: Remitted): { income: Sum; outlay: Sum } {
  const income: Sum = { count: 0, fen: 0 }
  const outlay: Sum = { count: 0, fen: 0 }
  for (const { fen } of movements(entries)) add(fen > 0 ? income : outlay, fen)
  if (remitted) add(outlay, -remitted.fen)
  return { income, outlay }
}

/** Writes 账务明细, every movement on the seller's account (formats.md 3.10); what was left is sent to the bank before. */
export function* alipayAccountLines(
  entries: readonly ChannelEntry[],
  day: AlipayDay,
  remitted?: Remitted,
): Generator<string> {
  yield* head(day, '支付宝账务明细查询', '账务明细列表')
  yield `${ACCOUNT_HEADING}${EOL}`
  let balance = 0
  if (remitted) {
    const cells = [
      ...[`${remitted.flowNo}\t`, `${remitted.businessNo}\t`, '\t', '提现\t', writtenMoment(remitted.at), '\t'],
      ...['0.00', yuanText(-remitted.fen), yuanText(balance), '支付宝', '提现', ''],
    ]
    yield `${cells.join(',')}${EOL}`
  }
  for (const { entry, type, fen, serialNo } of movements(entries)) {
    balance += fen
    const isFee = type === '收费' || type === '退费'
    const cells = [
      ...[`${serialNo}\t`, `${entry.transactionId}\t`, `${entry.orderNo}\t`, `${entry.subject}\t`],
      ...[
        writtenMoment(entry.at),
        `${isFee ? '' : entry.payer}\t`,
        yuanText(Math.max(fen, 0)),
        yuanText(Math.min(fen, 0)),
        yuanText(balance),
      ],
      ...['支付宝', type, isFee ? '服务费' : ''],
    ]
    yield `${cells.join(',')}${EOL}`
  }
  const { income, outlay } = sides(entries, remitted)
  yield* foot(day, '账务明细列表', [
    `#支出合计：${outlay.count}笔，共${yuanText(outlay.fen)}元`,
    `#收入合计：${income.count}笔，共${yuanText(income.fen)}元`,
  ])
}

/** Writes 账务明细(汇总). */
export function* alipayAccountSummaryLines(
  entries: readonly ChannelEntry[],
  day: AlipayDay,
  remitted?: Remitted,
): Generator<string> {
  const { income, outlay } = sides(entries, remitted)
  const cells = [
    String(income.count),
    yuanText(income.fen),
    String(outlay.count),
    yuanText(outlay.fen),
    yuanText(income.fen + outlay.fen),
  ]
  yield* head(day, '支付宝账务汇总查询', '账务汇总列表')
  yield [ACCOUNT_SUMMARY_HEADING, `合计,${cells.join(',')}`, ''].join(EOL)
  yield* foot(day, '账务汇总列表', [])
}
