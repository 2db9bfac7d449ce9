import type { ChannelFileTotals } from '../../../application/ports/channelFiles'
import { type AccountMovement, movementKind } from '../../../domain/bankMatching/bankEntry'
import type { CivilDate } from '../../../domain/calendar/civilDate'
import { totalsFault } from '../../../domain/reconciliation/channelFile'
import { type NamedOwner, NOBODY, OURS } from '../../../domain/reconciliation/fileOwner'
import { rowInHand } from '../../../domain/reconciliation/judge'
import { type ChannelRow, type RowInHand, signedFen } from '../../../domain/reconciliation/row'
import { columnsOf, decimalOf, momentOf } from '../columns'
import { FileFault, forEachLine, textOf } from '../lines'
import {
  type AlipayNumbers,
  cellsOf,
  checkFrame,
  checkNumbers,
  fitCells,
  frameLine,
  plainLine,
  rowFault,
} from './frame'

const PAYMENT_TYPES = new Set(['交易付款', '在线支付'])

const REFUND_TYPES = new Set(['交易退款'])

interface AccountDetail {
  incomeFen: number
  outlayFen: number
  /** A payment or refund; or else what moved. */
  row: ChannelRow | undefined
  movement: AccountMovement | undefined
}

function accountRows(heading: string, headingLine: number): (text: string, line: number) => AccountDetail {
  const headings = cellsOf(heading)
  const columns = columnsOf(headings, headingLine)
  const at = {
    serialNo: columns.need('账务流水号'),
    tradeNo: columns.need('业务流水号'),
    orderNo: columns.need('商户订单号'),
    subject: columns.need('商品名称'),
    time: columns.need('发生时间'),
    income: columns.need('收入金额(+元)'),
    outlay: columns.need('支出金额(-元)'),
    type: columns.need('业务类型'),
    remark: columns.need('备注'),
  }
  const fenOf = (text: string) => (text === '' ? 0 : Math.abs(decimalOf(text, 2)))
  const makesSense = (cells: string[]) =>
    momentOf(cells[at.time] ?? '') !== undefined &&
    !Number.isNaN(fenOf(cells[at.income] ?? '')) &&
    !Number.isNaN(fenOf(cells[at.outlay] ?? ''))

  return (text, line) => {
    const cells = fitCells(cellsOf(text), headings.length, [at.subject, at.remark], makesSense)
    if (!cells) throw rowFault(cellsOf(text), line)
    const cell = (place: number) => cells[place] ?? ''
    checkNumbers([cell(at.serialNo), cell(at.tradeNo), cell(at.orderNo)], line)
    const incomeFen = fenOf(cell(at.income))
    const outlayFen = fenOf(cell(at.outlay))
    const payment = PAYMENT_TYPES.has(cell(at.type)) && incomeFen > 0
    const refund = REFUND_TYPES.has(cell(at.type)) && outlayFen > 0
    if (!payment && !refund) {
      const fen = incomeFen - outlayFen
      const movement: AccountMovement = {
        kind: movementKind(cell(at.type), fen),
        type: cell(at.type),
        businessNo: cell(at.tradeNo),
        flowNo: cell(at.serialNo),
        voucherNo: cell(at.orderNo),
        fen,
        line,
      }
      return { incomeFen, outlayFen, row: undefined, movement }
    }
    return {
      incomeFen,
      outlayFen,
      movement: undefined,
      row: {
        kind: payment ? 'payment' : 'refund',
        state: 'settled',
        // The account does not know our refund numbers: a refund is found by its trade and amount.
        key: payment ? cell(at.tradeNo) : cell(at.serialNo),
        otherKey: payment ? cell(at.orderNo) : cell(at.tradeNo),
        amountFen: payment ? incomeFen : outlayFen,
        orderNo: cell(at.orderNo) || null,
        channelNo: cell(at.tradeNo) || null,
        at: momentOf(cell(at.time)),
        foreignMerchant: false,
        line,
      },
    }
  }
}

/**
 * Reads 账务明细, the account bill (formats.md 3.10). Payments and refunds are shown as rows; fees, remittances to
 * our bank and the like as movements. All count in the footers, against which the file is checked.
 */
export async function readAccountBill(
  content: () => AsyncIterable<Buffer>,
  numbers: AlipayNumbers,
  date: CivilDate,
  visit: (row: RowInHand) => void,
  move: (movement: AccountMovement) => void = () => undefined,
): Promise<ChannelFileTotals & { owner: NamedOwner }> {
  let owner: NamedOwner = NOBODY
  const totals: ChannelFileTotals = { rows: 0, totalFen: 0 }
  const sums = { 收入合计: { count: 0, fen: 0 }, 支出合计: { count: 0, fen: 0 } }
  const stated = new Map<string, { count: number; fen: number }>()
  let read: ReturnType<typeof accountRows> | undefined
  let feeFen = 0
  await forEachLine(content(), (line) => {
    const text = plainLine(textOf(line))
    if (text === '') return
    if (text.startsWith('#')) {
      const said = frameLine(text, line.number)
      if (checkFrame(said, numbers, date, line.number)) owner = OURS
      // Outlay may be written negative.
      if (said.says === 'total') stated.set(said.of, { count: said.count, fen: Math.abs(said.fen) })
      return
    }
    if (!read) {
      read = accountRows(text, line.number)
      return
    }
    if (stated.size > 0) throw new FileFault('合计行之后还有明细', line.number)
    const { incomeFen, outlayFen, row, movement } = read(text, line.number)
    if (incomeFen > 0) sums.收入合计.count += 1
    if (outlayFen > 0) sums.支出合计.count += 1
    sums.收入合计.fen += incomeFen
    sums.支出合计.fen += outlayFen
    if (movement?.kind === 'fee') feeFen -= movement.fen
    if (movement?.kind === 'other') totals.totalFen += movement.fen
    if (movement) move(movement)
    if (!row) return
    totals.rows += 1
    totals.totalFen += signedFen(row)
    visit(rowInHand(row, date))
  })
  if (!read) throw new FileFault('没有明细的标题行')
  for (const [name, counted] of Object.entries(sums)) {
    const footer = stated.get(name)
    if (!footer) throw new FileFault(`没有“${name}”一行，文件不完整`)
    const fault = totalsFault([
      { name: `${name}笔数`, stated: footer.count, counted: counted.count, unit: 'rows' },
      { name, stated: footer.fen, counted: counted.fen, unit: 'fen' },
    ])
    if (fault) throw new FileFault(fault)
  }
  return { ...totals, feeMilliFen: feeFen * 1000, owner }
}
