import { sumFen } from '../../../../../contract/money'
import type { StatementRow } from '../../../../application/ports/bankMatching'
import { headShape, joinLine, rowShape } from '../../cells'
import { amountForm, dateForm, writeAmount, writeDay } from '../../values'
import { bankNumberOf, movedFen } from '../statement'
import type { TextLayout } from './layout'

/** A text without what parts the fields and lines of the file. */
const plain = (text: string, { separator }: TextLayout): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(separator || '\n', ' ')
    .trim()

/** Writes a day's statement by a bank's own layout, as text. Throws RangeError on what cannot stand in a field. */
export function statementText(
  layout: TextLayout,
  {
    date,
    account,
    openingFen,
    rows,
  }: { date: string; account: string; openingFen: number; rows: readonly Omit<StatementRow, 'line'>[] },
): string {
  const { directions, reversal, trailer } = layout
  const inHead = (name: string, fen: number) => writeAmount(fen, amountForm(layout.head, name, layout))
  const head = joinLine(
    {
      account,
      count: String(rows.length),
      closedOn: writeDay(date, dateForm(layout.head, 'closedOn', layout), ''),
      opening: inHead('opening', openingFen),
      closing: inHead('closing', sumFen([openingFen, ...rows.map(movedFen)])),
    },
    headShape(layout),
  )
  const lines = rows.map((row) => {
    const fen = directions ? row.amountFen : movedFen(row)
    const marked = row.reversal && reversal && 'is' in reversal ? { [reversal.field]: reversal.is[0] ?? '' } : {}
    const values = {
      date: writeDay(row.bookedOn, dateForm(layout.row, 'date', layout), ''),
      amount: writeAmount(fen, amountForm(layout.row, 'amount', layout)),
      direction: directions?.[row.direction] ?? '',
      bankReference: bankNumberOf(row),
      ourReference: row.ourReference ?? '',
      remark: plain(row.remark, layout),
      ...marked,
    }
    return joinLine(values, rowShape(layout))
  })
  const end = layout.lineEnd === 'crlf' ? '\r\n' : '\n'
  return [head, ...lines, ...(trailer === undefined ? [] : [trailer])].map((line) => line + end).join('')
}
