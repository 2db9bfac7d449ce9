import { FileFault, forEachLine, textOf } from '../../../channelFiles/lines'
import { type Cells, cutLine, headShape, rowShape } from '../../cells'
import { hasField } from '../../field'
import { bears } from '../../readRow'
import { amountForm, dateForm, readAmount, readCount, readDay } from '../../values'
import { bankReferenceIn, ourReferenceIn, type StatementPart, type Unnamed } from '../statement'
import type { TextLayout } from './layout'

function directionOf(cells: Cells, signed: number, { directions }: TextLayout, line: number): 'credit' | 'debit' {
  if (!directions) return signed < 0 ? 'debit' : 'credit'
  const word = cells('direction')
  if (word === directions.credit) return 'credit'
  if (word === directions.debit) return 'debit'
  throw new FileFault(`不认识的借贷方向：“${word}”`, line)
}

function movement(cells: Cells, line: number, layout: TextLayout, date: string, place: string): Unnamed {
  const signed = readAmount(cells('amount'), amountForm(layout.row, 'amount', layout), line)
  const told = directionOf(cells, signed, layout, line)
  // Red ink (红字): a debit of less than nothing takes an earlier debit back, and the account gains by it.
  const redInk = layout.directions !== undefined && signed < 0
  const opposite = told === 'credit' ? 'debit' : 'credit'
  return {
    bookedOn: readDay(cells('date'), dateForm(layout.row, 'date', layout), date, line),
    direction: redInk ? opposite : told,
    amountFen: Math.abs(signed),
    reversal: redInk || (layout.reversal ? bears(layout.reversal, cells, signed) : false),
    bankReference: bankReferenceIn(cells('bankReference')),
    ourReference: ourReferenceIn(cells('ourReference')),
    remark: cells('remark'),
    place,
    line,
  }
}

/** Reads a bank's own statement by its layout. Throws FileFault. */
export async function readTextStatement(
  content: AsyncIterable<Buffer>,
  layout: TextLayout,
  date: string,
): Promise<StatementPart[]> {
  const { trailer } = layout
  const rows: Unnamed[] = []
  let head: { cells: Cells; line: number } | undefined
  let isOver = false
  await forEachLine(content, (line) => {
    const text = textOf(line)
    if (text.trim() === '') return
    if (isOver) throw new FileFault(`“${trailer}”之后还有内容`, line.number)
    if (trailer !== undefined && text.trimEnd() === trailer) isOver = true
    else if (!head) head = { cells: cutLine(text, line.number, headShape(layout)), line: line.number }
    else {
      const cells = cutLine(text, line.number, rowShape(layout))
      rows.push(movement(cells, line.number, layout, date, `${date}#${rows.length + 1}`))
    }
  })
  if (trailer !== undefined && !isOver) throw new FileFault(`文件不完整：最后一行不是“${trailer}”`)
  if (!head) throw new FileFault('文件是空的')
  return [partOf(head, rows, layout, date)]
}

function partOf(
  { cells, line }: { cells: Cells; line: number },
  rows: Unnamed[],
  layout: TextLayout,
  date: string,
): StatementPart {
  const amount = (name: string) => readAmount(cells(name), amountForm(layout.head, name, layout), line)
  if (hasField(layout.head, 'count') && readCount(cells('count'), '总笔数', line) !== rows.length) {
    throw new FileFault(`总笔数：文件写 ${cells('count')} 笔，明细 ${rows.length} 笔`, line)
  }
  if (cells('account') === '') throw new FileFault('没有账号', line)
  return {
    account: cells('account'),
    openingFen: amount('opening'),
    closingFen: amount('closing'),
    closedOn: readDay(cells('closedOn'), dateForm(layout.head, 'closedOn', layout), date, line),
    goesOnFromBefore: false,
    goesOnAfter: false,
    rows,
    line,
  }
}
