import { sumFen, yuanText } from '../../../../../contract/money'
import type { StatementRow } from '../../../../application/ports/bankMatching'
import { compactDay, shortDay } from '../../day'
import { bankNumberOf, movedFen } from '../statement'

const MAX_REFERENCE = 16
const LINE_OF_DETAILS = 65
const MAX_LINES_OF_DETAILS = 6

const comma = (fen: number) => yuanText(Math.abs(fen)).replace('.', ',')
const balance = (date: string, fen: number) => `${fen < 0 ? 'D' : 'C'}${shortDay(date)}CNY${comma(fen)}`

/** What takes a credit back is marked RC, though the account sees a debit. */
function markOf({ direction, reversal }: Pick<StatementRow, 'direction' | 'reversal'>): string {
  if (!reversal) return direction === 'credit' ? 'C' : 'D'
  return direction === 'credit' ? 'RD' : 'RC'
}

/** Braces part messages, and a line that begins with `:` or `-` would be a tag or an end: they are written otherwise. */
function detailsOf(remark: string): string[] {
  const text = remark.replaceAll(/\s+/g, ' ').replaceAll('{', '(').replaceAll('}', ')').trim()
  const lines: string[] = []
  for (let at = 0; at < text.length && lines.length < MAX_LINES_OF_DETAILS; at += LINE_OF_DETAILS) {
    lines.push(text.slice(at, at + LINE_OF_DETAILS).replace(/^[:-]/, '.'))
  }
  return lines
}

function movement(row: Omit<StatementRow, 'line'>): string[] {
  const { bookedOn, amountFen, ourReference, remark } = row
  const day = shortDay(bookedOn)
  const ours = (ourReference ?? 'NONREF').slice(0, MAX_REFERENCE)
  const first = `:61:${day}${day.slice(2)}${markOf(row)}${comma(amountFen)}NTRF${ours}//${bankNumberOf(row)}`
  const details = detailsOf(remark)
  return details.length === 0 ? [first] : [first, `:86:${details[0]}`, ...details.slice(1)]
}

/** Writes a day's statement as MT940 text (formats.md 5.7): CRLF, our references cut off at 16 characters as banks do. */
export function mt940Text({
  date,
  account,
  openingFen,
  rows,
}: {
  date: string
  account: string
  openingFen: number
  rows: readonly Omit<StatementRow, 'line'>[]
}): string {
  const closingFen = sumFen([openingFen, ...rows.map(movedFen)])
  const lines = [
    `:20:HEAT${compactDay(date)}`,
    `:25:${account}`,
    ':28C:1/1',
    `:60F:${balance(date, openingFen)}`,
    ...rows.flatMap(movement),
    `:62F:${balance(date, closingFen)}`,
  ]
  return lines.map((line) => `${line}\r\n`).join('')
}
