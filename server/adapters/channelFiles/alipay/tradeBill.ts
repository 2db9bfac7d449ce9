import type { ChannelFileTotals } from '../../../application/ports/channelFiles'
import type { CivilDate } from '../../../domain/calendar/civilDate'
import { totalsFault } from '../../../domain/reconciliation/channelFile'
import type { ContractRates } from '../../../domain/reconciliation/feeContract'
import { type NamedOwner, NOBODY, OURS } from '../../../domain/reconciliation/fileOwner'
import { rowInHand } from '../../../domain/reconciliation/judge'
import { type RowInHand, signedFen } from '../../../domain/reconciliation/row'
import { FileFault, forEachLine, textOf } from '../lines'
import { type AlipayNumbers, checkFrame, type FrameLine, frameLine, plainLine } from './frame'
import { type TradeDetail, tradeRows } from './tradeRows'

type Content = () => AsyncIterable<Buffer>

type FrameTotal = Extract<FrameLine, { says: 'total' }>

/** Passes every row of 业务明细 to `visit` and gives the footers. */
async function eachDetail(
  content: Content,
  numbers: AlipayNumbers,
  date: CivilDate,
  visit: (detail: TradeDetail) => void,
): Promise<{ footers: FrameTotal[]; owner: NamedOwner }> {
  let owner: NamedOwner = NOBODY
  const footers: FrameTotal[] = []
  let read: ReturnType<typeof tradeRows> | undefined
  await forEachLine(content(), (line) => {
    const text = plainLine(textOf(line))
    if (text === '') return
    if (text.startsWith('#')) {
      const said = frameLine(text, line.number)
      if (checkFrame(said, numbers, date, line.number)) owner = OURS
      if (said.says === 'total') footers.push(said)
    } else if (!read) read = tradeRows(text, line.number)
    else if (footers.length > 0) throw new FileFault('合计行之后还有明细', line.number)
    else visit(read(text, line.number))
  })
  if (!read) throw new FileFault('没有明细的标题行')
  return { footers, owner }
}

/**
 * Reads 业务明细, the business bill (formats.md 3.10): checked whole against its footers first, then shown row by row, each
 * with the rate of the contract, since the file names none; without one nobody can say whether a fee is right.
 */
export async function readTradeBill(
  content: Content,
  numbers: AlipayNumbers,
  date: CivilDate,
  rates: ContractRates | undefined,
  visit: (row: RowInHand) => void,
): Promise<ChannelFileTotals & { payments: number; refunds: number; owner: NamedOwner }> {
  let milliFen = 0
  const payments = { count: 0, fen: 0, discountFen: 0 }
  const refunds = { count: 0, fen: 0, discountFen: 0 }
  let hasDiscounts = false
  const { footers, owner } = await eachDetail(
    content,
    numbers,
    date,
    ({ row, receivedFen, discountFen, feeMilliFen }) => {
      const side = row.kind === 'payment' ? payments : refunds
      side.count += 1
      side.fen += receivedFen
      side.discountFen += discountFen ?? 0
      hasDiscounts ||= discountFen !== undefined
      // The sign of 服务费 is not published: what a payment cost and what its refund gave back is told by the row's kind.
      milliFen += row.kind === 'payment' ? Math.abs(feeMilliFen) : 0 - Math.abs(feeMilliFen)
    },
  )
  for (const [of, counted] of [
    ['交易合计', payments],
    ['退款合计', refunds],
  ] as const) {
    const footer = footers.find((total) => total.of === of)
    if (!footer) throw new FileFault(`没有“${of}”一行，文件不完整`)
    const { discountFen } = footer
    const fault = totalsFault([
      { name: `${of}笔数`, stated: footer.count, counted: counted.count, unit: 'rows' },
      { name: `${of}商家实收`, stated: footer.fen, counted: counted.fen, unit: 'fen' },
      // Which sign 商家优惠 has in a row is not published.
      ...(hasDiscounts && discountFen !== undefined
        ? [
            {
              name: `${of}商家优惠`,
              stated: Math.abs(discountFen),
              counted: Math.abs(counted.discountFen),
              unit: 'fen' as const,
            },
          ]
        : []),
    ])
    if (fault) throw new FileFault(fault)
  }
  const totals = {
    rows: 0,
    totalFen: 0,
    payments: payments.count,
    refunds: refunds.count,
    feeMilliFen: milliFen,
    owner,
  }
  await eachDetail(content, numbers, date, ({ row, receivedFen, feeMilliFen }) => {
    totals.rows += 1
    totals.totalFen += signedFen(row)
    const rate = rates?.[row.kind]
    const fee = rate && {
      ...{ milliFen: feeMilliFen, ratePpm: rate.ratePpm, byContract: rate.rounding, onFen: Math.abs(receivedFen) },
    }
    visit(rowInHand(fee ? { ...row, fee } : row, date))
  })
  return totals
}
