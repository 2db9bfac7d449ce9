import { createHash } from 'node:crypto'
import { sumFen } from '../../../contract/money'
import { type CounterRow, countedFen, isReversal } from '../../domain/reconciliation/counterRow'
import { headShape, joinLine, rowShape } from './cells'
import { type Field, hasField } from './field'
import type { BankTemplate } from './template'
import { amountForm, dateForm, writeAmount, writeDay, writeTime } from './values'

export interface BankDay {
  /** Its name, as the bank writes it. */
  company: string
  date: string
  rows: readonly Omit<CounterRow, 'line'>[]
}

type Values = Record<string, string>

/** The marks by which a template knows a reversal: the first that stands in a field, and a sign where the amount tells it. */
function marksOf({ reversal }: BankTemplate): { values: Values; isNegative: boolean } {
  const values: Values = {}
  for (const mark of reversal?.marks ?? []) if ('is' in mark) values[mark.field] ??= mark.is[0] ?? ''
  const isNegative = reversal?.marks.some((mark) => 'amount' in mark && mark.amount === 'negative') ?? false
  return { values, isNegative }
}

const amount = (fields: readonly Field[], name: string, fen: number, template: BankTemplate) =>
  writeAmount(fen, amountForm(fields, name, template))

/** A number that the bank's field has no room for, as one of its own that has: always the same for the same number. */
function fitting(traceNo: string, { row }: BankTemplate): string {
  const width = row.find(({ name }) => name === 'traceNo')?.width
  if (width === undefined || traceNo.length <= width) return traceNo
  const digest = createHash('sha256').update(traceNo).digest('hex')
  return BigInt(`0x${digest}`).toString(36).toUpperCase().slice(0, width)
}

function rowValues(row: BankDay['rows'][number], template: BankTemplate): Values {
  const { userCode, traceNo, amountFen, paidOn, paidAt, reverses } = row
  if (isReversal(row) && !template.reversal) throw new RangeError(`files of ${template.id} know no reversals`)
  const time = paidAt === undefined ? '' : writeTime(paidAt, paidOn, template.times)
  const date = writeDay(paidOn, dateForm(template.row, 'date', template), time || '000000')
  const values: Values = { userCode, traceNo: fitting(traceNo, template), date, time }
  const marks = marksOf(template)
  const signed = isReversal(row) && marks.isNegative ? -amountFen : amountFen
  values.amount = amount(template.row, 'amount', signed, template)
  if (hasField(template.row, 'fee')) values.fee = amount(template.row, 'fee', 0, template)
  if (!isReversal(row) || !template.reversal) return values
  const { original } = template.reversal
  return { ...values, ...marks.values, ...(original === undefined ? {} : { [original]: reverses ?? '' }) }
}

function headValues({ company, date, rows }: BankDay, template: BankTemplate): Values {
  const { head, reversal } = template
  const counts = reversal?.inTotal === 'left-out' ? rows.filter((row) => !isReversal(row)) : rows
  const fen = sumFen(counts.map((row) => (reversal?.inTotal === 'added' ? row.amountFen : countedFen(row))))
  const count = String(counts.length)
  return {
    ...{ count, usedCount: count, skippedCount: '0', company },
    total: amount(head, 'total', fen, template),
    usedTotal: amount(head, 'usedTotal', fen, template),
    skippedTotal: amount(head, 'skippedTotal', 0, template),
    fee: amount(head, 'fee', 0, template),
    batchDate: writeDay(date, dateForm(head, 'batchDate', template), ''),
  }
}

/** Fields that the file's day tells, whatever row or head they stand in. */
const ofTheDay = ({ date }: BankDay): Values => ({ month: date.slice(0, 7).replace('-', '') })

/**
 * Writes a day's file of a bank by its template, as the bank would, as text; fields that the engine does not know have their
 * template's `value`, or stay empty. Throws RangeError on what cannot stand in a field.
 */
export function bankFileText(template: BankTemplate, day: BankDay): string {
  const { headAt, trailer, lineEnd } = template
  const rows = day.rows.map((row) => joinLine({ ...ofTheDay(day), ...rowValues(row, template) }, rowShape(template)))
  const head =
    headAt === 'none' ? [] : [joinLine({ ...ofTheDay(day), ...headValues(day, template) }, headShape(template))]
  const lines = headAt === 'last' ? [...rows, ...head] : [...head, ...rows]
  const end = lineEnd === 'crlf' ? '\r\n' : '\n'
  return [...lines, ...(trailer === undefined ? [] : [trailer])].map((line) => line + end).join('')
}
