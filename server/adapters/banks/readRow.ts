import { plainUserCode } from '../../domain/household/userCode'
import { spoiltNumber } from '../../domain/reconciliation/excelDamage'
import type { CounterRow } from '../../domain/reconciliation/row'
import { FileFault, forEachLine, textOf } from '../channelFiles/lines'
import { type Cells, cutLine, headShape, rowShape } from './cells'
import { hasField } from './field'
import type { BankTemplate, Mark } from './template'
import { amountForm, dateForm, readAmount, readDay, readTime, timeBehind } from './values'

/** What a bank reports one company's day at most; its largest are some ten thousand. */
export const MOST_ROWS = 500_000
export const TOO_MANY_ROWS = `超过 ${MOST_ROWS} 笔，不像一天的文件`

/** A line of a file: a payment, what takes one back (`reverses` names it; an amount of 0 stands for the payment's own), or neither. */
export interface ReadLine {
  is: 'payment' | 'reversal' | 'skipped'
  row: CounterRow
  /** The number by which a reversal would name this row. */
  knownAs: string
  feeFen: number
}

/** Whether a line bears a mark. */
export function bears(mark: Mark, cells: Cells, amountFen: number): boolean {
  if ('amount' in mark) return mark.amount === 'zero' ? amountFen === 0 : amountFen < 0
  const text = cells(mark.field)
  if ('is' in mark) return mark.is.includes(text)
  return 'isNot' in mark ? !mark.isNot.includes(text) : text !== ''
}

function moneyOf(cells: Cells, name: 'amount' | 'fee', line: number, template: BankTemplate): number {
  return hasField(template.row, name) ? readAmount(cells(name), amountForm(template.row, name, template), line) : 0
}

function whenOf(
  cells: Cells,
  date: string,
  line: number,
  template: BankTemplate,
): Pick<CounterRow, 'paidOn' | 'paidAt'> {
  const { row } = template
  if (!hasField(row, 'date')) return { paidOn: date }
  const form = dateForm(row, 'date', template)
  const text = cells('date')
  const paidOn = readDay(text, form, date, line)
  const behind = { MMddHHmmss: text.slice(4), any: timeBehind(text) }
  const time = (form === 'MMddHHmmss' || form === 'any' ? behind[form] : '') || cells('time')
  return time === '' ? { paidOn } : { paidOn, paidAt: readTime(time, paidOn, line) }
}

/** The number of a payment, of its own parts; `traceNo` may be another row's, which this one names. */
function numberOf(
  cells: Cells,
  head: Cells | undefined,
  { row, traceNoFrom }: BankTemplate,
  traceNo = cells('traceNo'),
): string {
  const part = (name: string) => (hasField(row, name) ? cells(name) : (head?.(name) ?? ''))
  if (!traceNoFrom) return traceNo
  const parts = traceNoFrom.map((name) => (name === 'traceNo' ? traceNo : part(name)))
  return parts.filter((part) => part !== '').join('-')
}

/** Reads a payment's line by its cells; `head` are the cells of the head line, where it came first. Throws FileFault. */
export function readRow(
  cells: Cells,
  line: number,
  template: BankTemplate,
  { date, head }: { date: string; head: Cells | undefined },
): ReadLine {
  const { reversal, skip } = template
  const signed = moneyOf(cells, 'amount', line, template)
  // Whether it was taken or given back, the row itself tells.
  const feeFen = Math.abs(moneyOf(cells, 'fee', line, template))
  const userCode = plainUserCode(cells('userCode'))
  const traceNo = numberOf(cells, head, template)
  if (skip.some((mark) => bears(mark, cells, signed))) {
    // What is no payment need not have a user or a day: it only counts in the head line.
    return { is: 'skipped', row: { userCode, traceNo, amountFen: signed, paidOn: date, line }, knownAs: '', feeFen }
  }
  const takesBack = reversal?.marks.some((mark) => bears(mark, cells, signed)) ?? false
  const amountFen = takesBack ? Math.abs(signed) : signed
  if (amountFen < 0) throw new FileFault('金额小于 0，又没有冲正标志', line)
  // A payment of 0.00 moves nothing: it counts in the head line, and nobody need have paid it.
  const movesNothing = amountFen === 0 && !takesBack
  const spoilt = spoiltNumber(traceNo) ?? spoiltNumber(userCode)
  if (spoilt) throw new FileFault(spoilt, line)
  if (!movesNothing && (userCode === '' || traceNo === '')) throw new FileFault('用户卡号或流水号是空的', line)
  const original = reversal?.original === undefined ? undefined : cells(reversal.original)
  if (takesBack && original === '') throw new FileFault('冲正没有原流水号', line)
  const byTraceNo = reversal === undefined || reversal.names === 'traceNo'
  const named = original === undefined ? traceNo : byTraceNo ? numberOf(cells, head, template, original) : original
  // What our tables hold; a longer number is no number of this bank.
  if (userCode.length > 32 || traceNo.length > 64 || named.length > 64) {
    throw new FileFault('用户卡号或流水号过长', line)
  }
  const back = takesBack ? { reverses: named } : {}
  const row = { userCode, traceNo, amountFen, ...whenOf(cells, date, line, template), ...back, line }
  const knownAs = !byTraceNo && hasField(template.row, reversal.names) ? cells(reversal.names) : traceNo
  return { is: takesBack ? 'reversal' : 'payment', row, knownAs, feeFen }
}

export interface FileLines {
  head: { cells: Cells; line: number } | undefined
  lines: ReadLine[]
}

/** Reads the lines of a file by its template: head line first, last or not at all, rows, trailer. Throws FileFault. */
export async function linesOfFile(
  content: AsyncIterable<Buffer>,
  template: BankTemplate,
  date: string,
): Promise<FileLines> {
  const { headAt, trailer } = template
  const rows = rowShape(template)
  const found: FileLines = { head: undefined, lines: [] }
  /** The line before, where it may turn out to be the last. */
  let held: { text: string; number: number } | undefined
  let isOver = false

  const asHead = (text: string, number: number) => {
    found.head = { cells: cutLine(text, number, headShape(template)), line: number }
  }
  const asRow = (text: string, number: number) => {
    const cells = cutLine(text, number, rows)
    if (found.lines.length === MOST_ROWS) throw new FileFault(TOO_MANY_ROWS, number)
    found.lines.push(readRow(cells, number, template, { date, head: found.head?.cells }))
  }

  await forEachLine(content, (line) => {
    const text = textOf(line)
    if (text.trim() === '') return
    if (isOver) throw new FileFault(`“${trailer}”之后还有内容`, line.number)
    if (trailer !== undefined && text.trimEnd() === trailer) isOver = true
    else if (headAt === 'first' && !found.head) asHead(text, line.number)
    else if (headAt === 'last') {
      if (held) asRow(held.text, held.number)
      held = { text, number: line.number }
    } else asRow(text, line.number)
  })
  if (trailer !== undefined && !isOver) throw new FileFault(`文件不完整：最后一行不是“${trailer}”`)
  if (held) asHead(held.text, held.number)
  if (headAt !== 'none' && !found.head) throw new FileFault('文件是空的')
  return found
}

/**
 * Settles what a file takes back of itself: a payment and the reversal of all of it leave the file together, for no money
 * stayed. A reversal of a part, or of another day's payment, stays as a row of its own. Throws FileFault on a reversal without
 * an amount whose payment is not in the file. `empty`: payments of 0.00, which are no rows.
 */
export function settleReversals(lines: readonly ReadLine[]): { rows: CounterRow[]; cancelled: number; empty: number } {
  const payments = new Map<string, CounterRow[]>()
  for (const { is, row, knownAs } of lines) {
    if (is !== 'payment' || row.amountFen === 0) continue
    const known = payments.get(knownAs)
    if (known) known.push(row)
    else payments.set(knownAs, [row])
  }
  const gone = new Set<CounterRow>()
  for (const { is, row } of lines) {
    if (is !== 'reversal') continue
    const named = payments.get(row.reverses ?? '') ?? []
    const taken = named.find((one) => !gone.has(one) && (row.amountFen === 0 || one.amountFen === row.amountFen))
    if (taken) {
      gone.add(taken)
      gone.add(row)
    } else if (row.amountFen === 0) throw new FileFault('冲正没有金额，原交易也不在本文件', row.line)
  }
  const isEmpty = ({ is, row }: ReadLine) => is === 'payment' && row.amountFen === 0
  const rows = lines.flatMap((line) => (line.is === 'skipped' || isEmpty(line) || gone.has(line.row) ? [] : [line.row]))
  return { rows, cancelled: gone.size / 2, empty: lines.filter(isEmpty).length }
}
