import { sumFen } from '../../../../../contract/money'
import type { StatementRow } from '../../../../application/ports/bankMatching'
import { writeAmount, writeDay } from '../../values'
import { bankNumberOf, movedFen } from '../statement'
import { type Column, type ColumnName, type ExportLayout, hasHeadings } from './layout'

type Row = Omit<StatementRow, 'line'>

const headingOf = (column: Column): string => (typeof column === 'number' ? '' : ([column].flat()[0] ?? ''))

/** Yuan as banks print them: thousands parted by commas. */
function grouped(text: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(.*)$/.exec(text) ?? []
  return `${sign}${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}${rest}`
}

function cellsOf(
  row: Row,
  balanceFen: number,
  account: string,
  layout: ExportLayout,
): Partial<Record<ColumnName, string>> {
  const { amounts, dates, directions, currencies, reversals, quoted } = layout
  // A thousands separator needs its quotation marks.
  const money = (fen: number) =>
    amounts === 'yuan' && quoted ? grouped(writeAmount(fen, amounts)) : writeAmount(fen, amounts)
  const fen = movedFen(row)
  return {
    date: writeDay(row.bookedOn, dates, '000000'),
    amount: money(directions ? row.amountFen : fen),
    credit: fen > 0 ? money(fen) : '',
    debit: fen < 0 ? money(-fen) : '',
    direction: directions?.[row.direction][0] ?? '',
    balance: money(balanceFen),
    bankReference: bankNumberOf(row),
    ourReference: row.ourReference ?? '',
    currency: currencies[0] ?? '',
    account,
    mark: row.reversal ? (reversals[0] ?? '') : '',
  }
}

/** Writes a day's movements as a bank's own export by its layout, as text: titles, headings, rows, the newest first where it is so. */
export function exportText(
  layout: ExportLayout,
  { account, openingFen, rows }: { account: string; openingFen: number; rows: readonly Row[] },
): string {
  const { separator, quoted, columns, remark, accountTitle, titleLines, order, lineEnd } = layout
  const plain = (text: string) => {
    const line = text.replaceAll(/\s+/g, ' ').trim()
    if (!quoted) return line.replaceAll(separator, ' ')
    return line.includes(separator) || line.includes('"') ? `"${line.replaceAll('"', '""')}"` : line
  }
  const named = Object.entries(columns) as [ColumnName, Column][]
  const places: [Column, (row: Row, cells: Partial<Record<ColumnName, string>>) => string][] = [
    ...named.map(([name, column]): (typeof places)[number] => [column, (_, cells) => cells[name] ?? '']),
    ...remark.map((column, at): (typeof places)[number] => [column, (row) => (at === 0 ? row.remark : '')]),
  ]
  const hasNames = hasHeadings(layout)
  const width = hasNames ? places.length : Math.max(...places.map(([column]) => Number(column)))
  const line = (textOf: (place: (typeof places)[number]) => string) => {
    const cells = Array.from({ length: width }, () => '')
    for (const [index, place] of places.entries()) cells[hasNames ? index : Number(place[0]) - 1] = plain(textOf(place))
    return cells.join(separator)
  }
  const held = rows.map((_, at) => sumFen([openingFen, ...rows.slice(0, at + 1).map(movedFen)]))
  const lines = rows.map((row, at) => {
    const cells = cellsOf(row, held[at] ?? 0, account, layout)
    return line(([, of]) => of(row, cells))
  })
  const titles = accountTitle === undefined ? [] : [plain(`${accountTitle}: ${account}`)]
  while (titles.length < titleLines) titles.push('-')
  const all = [
    ...titles,
    ...(hasNames ? [line(([column]) => headingOf(column))] : []),
    ...(order === 'newest-first' ? lines.reverse() : lines),
  ]
  const end = lineEnd === 'crlf' ? '\r\n' : '\n'
  return all.map((one) => one + end).join('')
}
