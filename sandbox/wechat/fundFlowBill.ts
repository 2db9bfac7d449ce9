import { sumFen, yuanText } from '../../contract/money'
import { secondsText } from '../beijingTime'
import type { FileRow } from '../channelFiles/file'
import { type Printed, truthful } from '../channelFiles/file'
import { feeFen, fileLine } from './tradeBill'

/** The 11 columns of the fund-flow bill (formats.md 2.3), with ASCII brackets as current notes have them. */
const COLUMNS =
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号'
const TOTALS = '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额'

/** One movement on the merchant's account; `fen` is negative when money goes out. */
interface Flow {
  flowNo: string
  name: string
  fen: number
  by: string
  note: string
}

/**
 * A payment comes in whole and its fee goes out in a line of its own (one of the two fee modes that were seen); a refund
 * goes out less the fee that is given back. A closed refund moves nothing.
 */
function flows({ order, refund }: FileRow): Flow[] {
  if (refund) {
    if (refund.state === 'closed') return []
    const fee = feeFen(refund.amountFen)
    const note = `退款总金额${yuanText(refund.amountFen)}元;含手续费${yuanText(fee)}元`
    return [{ flowNo: refund.flowNo, name: '退款', fen: fee - refund.amountFen, by: `${order.merchant}API`, note }]
  }
  const amount = order.paidFen ?? order.amountFen
  const fee = feeFen(amount)
  const number = order.channelNo ?? ''
  const note = `结算总金额${yuanText(amount)}元;含手续费${yuanText(fee)}元`
  const payment = { flowNo: number, name: '交易', fen: amount, by: 'system', note }
  const charge = {
    flowNo: `4200002997${number.slice(10)}`,
    name: '扣除交易手续费',
    fen: -fee,
    by: 'system',
    note: '扣除交易手续费',
  }
  return fee > 0 ? [payment, charge] : [payment]
}

/** What a row moves in all, in fen. */
export function movement(row: FileRow): number {
  return sumFen(flows(row).map((flow) => flow.fen))
}

/** What the channel sends to the merchant's bank before the day's payments, and under which numbers. */
export interface Remittance {
  at: number
  fen: number
  business: string
  flow: string
}

/** Takes a day's rows and the balance before them, in fen; gives the fund-flow bill line by line, the totals last. */
export function* fundFlowBill(
  rows: Iterable<FileRow>,
  balanceBefore: number,
  printed: Printed = truthful,
  remittance?: Remittance,
): Generator<string, void> {
  yield `${COLUMNS}\n`
  let balance = balanceBefore
  let index = 0
  const totals = { incoming: { count: 0, fen: 0 }, outgoing: { count: 0, fen: 0 } }
  if (remittance) {
    const { at, fen, business, flow } = remittance
    balance -= fen
    totals.outgoing.count += 1
    totals.outgoing.fen += fen
    yield fileLine([
      ...[secondsText(at), business, flow, '提现', '提现', '支出'],
      ...[yuanText(fen), yuanText(balance), 'system', '提现到银行卡', ''],
    ])
  }
  for (const row of rows) {
    for (const { fen } of flows(row)) {
      const side = fen >= 0 ? totals.incoming : totals.outgoing
      side.count += 1
      side.fen += Math.abs(fen)
    }
    for (const shown of printed(row, index++)) {
      for (const flow of flows(shown)) {
        balance += flow.fen
        yield fileLine(cells(shown, flow, balance))
      }
    }
  }
  yield `${TOTALS}\n`
  const { incoming, outgoing } = totals
  yield fileLine([
    ...[String(incoming.count + outgoing.count), String(incoming.count), yuanText(incoming.fen)],
    ...[String(outgoing.count), yuanText(outgoing.fen)],
  ])
}

function cells({ at, order, refund }: FileRow, flow: Flow, balance: number): string[] {
  return [
    ...[
      secondsText(at),
      refund?.refundId ?? order.channelNo ?? '',
      flow.flowNo,
      flow.name,
      flow.name,
      flow.fen >= 0 ? '收入' : '支出',
    ],
    ...[yuanText(Math.abs(flow.fen)), yuanText(balance), flow.by, flow.note, refund?.refundNo ?? order.orderNo],
  ]
}
