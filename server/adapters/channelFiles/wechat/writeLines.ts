import { sumFen, yuanText } from '../../../../contract/money'
import type { ChannelEntry, Remitted } from '../../../domain/reconciliation/channelEntry'
import { feeAt } from '../../../domain/reconciliation/fee'
import { writtenMoment } from '../columns'
import type { WechatNumbers } from './tradeRow'

/** What the simulated merchant is charged: 0.20 %. */
const RATE_PPM = 2000

const RATE = '0.20%'

const BANKS = ['ICBC_DEBIT', 'CCB_DEBIT', 'ABC_CREDIT', 'OTHERS'] as const

const TRADE_HEADING =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\n'

const TRADE_SUMMARY = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\n'

const FLOW_HEADING =
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号\n'

const FLOW_SUMMARY = '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额\n'

const row = (cells: readonly string[]) => `${cells.map((cell) => `\`${cell}`).join(',')}\n`

/** Fees have five decimals. */
const feeText = (fen: number) => `${yuanText(fen)}000`

/** A comma in a text would be taken for the next cell (formats.md 2.2). */
const plain = (text: string) => text.replaceAll(',', '\\ ')

/** The fee of an entry in fen: positive on payments, negative on refunds. */
const feeOf = ({ paidFen, refund }: ChannelEntry) =>
  refund ? -feeAt(refund.amountFen, RATE_PPM) : feeAt(paidFen, RATE_PPM)

/** What is left of entries on the merchant's account, in fen. */
export const wechatNetFen = (entries: readonly ChannelEntry[]): number =>
  sumFen(entries.map((entry) => (entry.refund ? -entry.refund.amountFen : entry.paidFen) - feeOf(entry)))

/** Writes a day's trade bill, type ALL, 27 columns (formats.md 2.2), line by line. */
export function* wechatTradeLines(
  entries: readonly ChannelEntry[],
  { appid, mchid }: WechatNumbers,
): Generator<string> {
  yield TRADE_HEADING
  let paidFen = 0
  let refundedFen = 0
  let feeFen = 0
  for (const entry of entries) {
    const { at, transactionId, orderNo, payer, subject, refund } = entry
    const paid = yuanText(refund ? 0 : entry.paidFen)
    const refunded = yuanText(refund?.amountFen ?? 0)
    const bank = BANKS[Number(transactionId.at(-1)) % BANKS.length] ?? 'OTHERS'
    if (refund) refundedFen += refund.amountFen
    else paidFen += entry.paidFen
    feeFen += feeOf(entry)
    yield row([
      ...[writtenMoment(at), appid, mchid, '0', '', transactionId, orderNo, payer, 'JSAPI'],
      ...[refund ? 'REFUND' : 'SUCCESS', bank, 'CNY', paid, '0.00'],
      ...[refund?.channelRefundId ?? '0', refund?.refundNo ?? '0', refunded, '0.00'],
      ...(refund ? ['ORIGINAL', 'SUCCESS'] : ['', '']),
      ...[plain(subject), '', feeText(feeOf(entry)), RATE, paid, refunded, ''],
    ])
  }
  yield TRADE_SUMMARY
  const [paid, refunded] = [yuanText(paidFen), yuanText(refundedFen)]
  yield row([String(entries.length), paid, refunded, '0.00', feeText(feeFen), paid, refunded])
}

/** Writes a day's fund-flow bill (formats.md 2.3): payments and refunds gross, each fee as a line of its own; what was left is sent to the bank before. */
export function* wechatFundFlowLines(
  entries: readonly ChannelEntry[],
  { mchid }: WechatNumbers,
  remitted?: Remitted,
): Generator<string> {
  yield FLOW_HEADING
  const income = { count: 0, fen: 0 }
  const outlay = { count: 0, fen: 0 }
  let opening = 0

  function line(entry: ChannelEntry, fen: number, name: string, flowNo: string): string {
    const side = fen > 0 ? income : outlay
    side.count += 1
    side.fen += Math.abs(fen)
    const { refund } = entry
    return row([
      ...[writtenMoment(entry.at), refund?.channelRefundId ?? entry.transactionId, flowNo, name, name],
      ...[fen > 0 ? '收入' : '支出', yuanText(Math.abs(fen)), yuanText(opening + income.fen - outlay.fen)],
      ...[refund ? `${mchid}API` : 'system', plain(entry.subject), refund?.refundNo ?? entry.orderNo],
    ])
  }

  if (remitted) {
    outlay.count += 1
    outlay.fen += remitted.fen
    opening = remitted.fen
    yield row([
      ...[writtenMoment(remitted.at), remitted.businessNo, remitted.flowNo, '提现', '提现', '支出'],
      ...[yuanText(remitted.fen), '0.00', 'system', '', ''],
    ])
  }
  for (const entry of entries) {
    const { refund } = entry
    const flowNo = refund?.channelRefundId ?? entry.transactionId
    yield line(entry, refund ? -refund.amountFen : entry.paidFen, refund ? '退款' : '交易', flowNo)
    const fee = feeOf(entry)
    if (fee !== 0) yield line(entry, -fee, refund ? '退还交易手续费' : '扣除交易手续费', `${flowNo}9`)
  }
  yield FLOW_SUMMARY
  yield row([
    String(income.count + outlay.count),
    ...[String(income.count), yuanText(income.fen), String(outlay.count), yuanText(outlay.fen)],
  ])
}
