import type { ChannelFileTotals } from '../../../application/ports/channelFiles'
import type { CivilDate } from '../../../domain/calendar/civilDate'
import { type StatedTotal, totalsFault } from '../../../domain/reconciliation/channelFile'
import { LOST_BACK_TICKS } from '../../../domain/reconciliation/excelDamage'
import type { ContractRates } from '../../../domain/reconciliation/feeContract'
import { type NamedOwner, NOBODY, OURS } from '../../../domain/reconciliation/fileOwner'
import { type RowInHand, signedFen } from '../../../domain/reconciliation/row'
import { type Columns, columnsOf, decimalOf } from '../columns'
import { FileFault, type Line, textOf } from '../lines'
import { BACK_TICK, cellTexts } from './cells'
import { TRADE_SUMS, tradeLayout } from './tradeLayout'
import { TradeRow, type WechatNumbers } from './tradeRow'

/** Takes a file line by line; `end` gives what its rows come to, or throws FileFault when the file contradicts itself. */
export interface LineReader {
  line(line: Line): void
  end(): ChannelFileTotals
  /** Whose the lines that were read say that they are. */
  owner(): NamedOwner
}

const FEE_SUM = '手续费总金额'

/** Reads the heading of the summary. Throws FileFault where the line is a row that lost its back-ticks. */
function summaryHeading(line: Line): Columns {
  const text = textOf(line)
  if (!text.includes('总交易单数')) throw new FileFault(LOST_BACK_TICKS, line.number)
  return columnsOf(text.split(','), line.number)
}

/** Reads a WeChat trade bill (formats.md 2.2): heading, rows, the heading of the summary, the summary. */
export function tradeBill(
  heading: string,
  headingLine: number,
  numbers: Pick<WechatNumbers, 'mchid'>,
  date: CivilDate,
  rates: ContractRates | undefined,
  visit: (row: RowInHand) => void,
): LineReader {
  const layout = tradeLayout(heading.split(','), headingLine)
  const row = new TradeRow(layout, numbers, date, rates)
  const sums = TRADE_SUMS.map(() => 0)
  const totals: ChannelFileTotals = { rows: 0, totalFen: 0 }
  let payments = 0
  let feeMilliFen = 0
  let ownRows = 0
  let ownFeeMilliFen = 0
  let summary: { columns: Columns; line: number } | undefined
  let summed = false

  function readRow(line: Line): void {
    row.read(line)
    totals.rows += 1
    totals.totalFen += signedFen(row)
    if (row.kind === 'payment') payments += 1
    for (let sum = 0; sum < sums.length; sum++) sums[sum] = (sums[sum] ?? 0) + (row.amounts[sum] ?? 0)
    feeMilliFen += row.feeMilliFen
    if (!row.foreignMerchant) {
      ownRows += 1
      ownFeeMilliFen += row.feeMilliFen
    }
    visit(row)
  }

  function readSummary(line: Line, { columns }: { columns: Columns }): void {
    const cells = cellTexts(textOf(line))
    const stated = (places: number, ...names: string[]): { name: string; stated: number } | undefined => {
      const place = columns.find(...names)
      if (place === undefined) return undefined
      const value = decimalOf(cells[place] ?? '', places)
      if (Number.isNaN(value)) throw new FileFault(`“${names[0]}”不是数：“${cells[place] ?? ''}”`, line.number)
      return { name: names[0] ?? '', stated: value }
    }
    const count = stated(0, '总交易单数')
    if (!count) throw new FileFault('合计行没有“总交易单数”', line.number)
    // Whether refunds count as 单 is not published; both readings are consistent files.
    const counted = count.stated === payments ? payments : totals.rows
    const all: StatedTotal[] = [{ ...count, counted, unit: 'rows' }]
    TRADE_SUMS.forEach((sum, index) => {
      const total = stated(2, ...sum.stated)
      if (total) all.push({ ...total, counted: sums[index] ?? 0, unit: 'fen' })
    })
    const fee = stated(5, FEE_SUM)
    if (fee) all.push({ ...fee, counted: feeMilliFen, unit: 'milli-fen' })
    const fault = totalsFault(all)
    if (fault) throw new FileFault(fault, line.number)
    summed = true
  }

  return {
    line(line) {
      if (line.start === line.end) return
      if (summed) throw new FileFault('合计行之后还有内容', line.number)
      const isRow = line.bytes[line.start] === BACK_TICK
      if (summary) readSummary(line, summary)
      else if (isRow) readRow(line)
      else summary = { columns: summaryHeading(line), line: line.number }
    },
    end() {
      if (!summed) throw new FileFault('没有合计行，文件不完整')
      // What another merchant was charged is not ours to post.
      return { ...totals, feeMilliFen: ownFeeMilliFen }
    },
    owner: () => (ownRows > 0 ? OURS : NOBODY),
  }
}
