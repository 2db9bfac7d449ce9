import type { ChannelFileTotals } from '../../../application/ports/channelFiles'
import { type AccountMovement, movementKind } from '../../../domain/bankMatching/bankEntry'
import type { CivilDate } from '../../../domain/calendar/civilDate'
import { totalsFault } from '../../../domain/reconciliation/channelFile'
import { LOST_BACK_TICKS } from '../../../domain/reconciliation/excelDamage'
import { type NamedOwner, NOBODY, OURS } from '../../../domain/reconciliation/fileOwner'
import { rowInHand } from '../../../domain/reconciliation/judge'
import { type ChannelRow, type RowInHand, signedFen } from '../../../domain/reconciliation/row'
import { type Columns, columnsOf, decimalOf, momentOf } from '../columns'
import { FileFault, type Line, textOf } from '../lines'
import { BACK_TICK, cellTexts } from './cells'
import type { LineReader } from './tradeBill'
import type { WechatNumbers } from './tradeRow'

/** Who asked for a refund through the interface: `1900000109API` (formats.md 2.3). */
const ASKED_BY_API = /^(\d{8,10})API$/

/** Whether a line is the heading of a fund-flow bill. */
export function isFundFlowHeading(text: string): boolean {
  return text.includes('资金流水单号')
}

/**
 * Reads a WeChat fund-flow bill (formats.md 2.3): what moved on the merchant's account. Payments and refunds are shown as
 * rows, gross or net of their fee as the file has them; fees, remittances to our bank and the like as movements. It has no
 * column of the merchant: only who asked for a refund names one.
 */
export function fundFlowBill(
  heading: string,
  headingLine: number,
  { mchid }: Pick<WechatNumbers, 'mchid'>,
  date: CivilDate,
  visit: (row: RowInHand) => void,
  move: (movement: AccountMovement) => void = () => undefined,
): LineReader {
  const columns = columnsOf(heading.split(','), headingLine)
  const at = {
    time: columns.need('记账时间'),
    business: columns.need('微信支付业务单号'),
    flow: columns.need('资金流水单号'),
    type: columns.need('业务类型'),
    direction: columns.need('收支类型'),
    amount: columns.need('收支金额(元)'),
    voucher: columns.need('业务凭证号'),
    applicant: columns.find('资金变更提交申请人'),
  }
  const totals: ChannelFileTotals = { rows: 0, totalFen: 0 }
  const income = { count: 0, fen: 0 }
  const outlay = { count: 0, fen: 0 }
  let summary: Columns | undefined
  let summed = false
  let feeFen = 0
  let owner: NamedOwner = NOBODY

  function readApplicant(applicant: string): void {
    const merchant = ASKED_BY_API.exec(applicant)?.[1]
    if (merchant === mchid) owner = OURS
    else if (merchant !== undefined && owner.is === 'nobody') owner = { is: 'another', name: merchant }
  }

  function readRow(line: Line): void {
    const cells = cellTexts(textOf(line))
    if (cells.length !== columns.count)
      throw new FileFault(`应有 ${columns.count} 列，只有 ${cells.length} 列`, line.number)
    const cell = (place: number) => cells[place] ?? ''
    const amountFen = decimalOf(cell(at.amount), 2)
    const moment = momentOf(cell(at.time))
    if (Number.isNaN(amountFen) || amountFen < 0)
      throw new FileFault(`收支金额不是金额：“${cell(at.amount)}”`, line.number)
    if (moment === undefined) throw new FileFault(`记账时间不是时间：“${cell(at.time)}”`, line.number)
    const side = cell(at.direction) === '收入' ? income : cell(at.direction) === '支出' ? outlay : undefined
    if (!side) throw new FileFault(`收支类型应为收入或支出：“${cell(at.direction)}”`, line.number)
    side.count += 1
    side.fen += amountFen
    const kind = { 交易: 'payment', 退款: 'refund' }[cell(at.type)] as ChannelRow['kind'] | undefined
    if (at.applicant !== undefined) readApplicant(cell(at.applicant))
    const [business, voucher] = [cell(at.business), cell(at.voucher)]
    if (!kind || side !== (kind === 'payment' ? income : outlay)) {
      const fen = side === income ? amountFen : 0 - amountFen
      const movement: AccountMovement = {
        kind: movementKind(cell(at.type), fen),
        type: cell(at.type),
        businessNo: business,
        flowNo: cell(at.flow),
        voucherNo: voucher,
        fen,
        line: line.number,
      }
      if (movement.kind === 'fee') feeFen -= fen
      else if (movement.kind === 'other') totals.totalFen += fen
      move(movement)
      return
    }
    const row: ChannelRow = {
      kind,
      // A refund stands here when it is accepted (formats.md 2.3): whether it was done the file does not say.
      state: kind === 'refund' ? 'pending' : 'settled',
      key: kind === 'payment' ? business : voucher,
      otherKey: kind === 'payment' ? voucher : business,
      amountFen,
      orderNo: kind === 'payment' ? voucher || null : null,
      channelNo: business || null,
      at: moment,
      foreignMerchant: false,
      line: line.number,
    }
    totals.rows += 1
    totals.totalFen += signedFen(row)
    visit(rowInHand(row, date))
  }

  function readSummary(line: Line, of: Columns): void {
    const cells = cellTexts(textOf(line))
    const stated = (name: string, places: number): number => {
      const value = decimalOf(cells[of.need(name)] ?? '', places)
      if (Number.isNaN(value)) throw new FileFault(`“${name}”不是数`, line.number)
      return value
    }
    const fault = totalsFault([
      {
        name: '资金流水总笔数',
        stated: stated('资金流水总笔数', 0),
        counted: income.count + outlay.count,
        unit: 'rows',
      },
      { name: '收入笔数', stated: stated('收入笔数', 0), counted: income.count, unit: 'rows' },
      { name: '收入金额', stated: stated('收入金额', 2), counted: income.fen, unit: 'fen' },
      { name: '支出笔数', stated: stated('支出笔数', 0), counted: outlay.count, unit: 'rows' },
      { name: '支出金额', stated: stated('支出金额', 2), counted: outlay.fen, unit: 'fen' },
    ])
    if (fault) throw new FileFault(fault, line.number)
    summed = true
  }

  return {
    line(line) {
      if (line.start === line.end) return
      if (summed) throw new FileFault('合计行之后还有内容', line.number)
      if (summary) readSummary(line, summary)
      else if (line.bytes[line.start] === BACK_TICK) readRow(line)
      else if (!textOf(line).includes('资金流水总笔数')) throw new FileFault(LOST_BACK_TICKS, line.number)
      else summary = columnsOf(textOf(line).split(','), line.number)
    },
    end() {
      if (!summed) throw new FileFault('没有合计行，文件不完整')
      return { ...totals, feeMilliFen: feeFen * 1000 }
    },
    owner: () => owner,
  }
}
