import { createHash } from 'node:crypto'
import { sumFen } from '../../../contract/money'
import { type CounterRow, countedFen, isReversal } from '../../domain/reconciliation/row'
import { contentOf, FileFault, packingOf } from '../channelFiles/lines'
import { withZip, type ZipEntry } from '../channelFiles/writeText'
import { headShape, joinLine, rowShape } from './cells'
import { compactDay, shortDay } from './day'
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

/** The contents of a bank's file: its payments, and what a person has to look at, where the bank sends that beside them. */
export interface Contents {
  payments: AsyncIterable<Buffer>[]
  exceptions: AsyncIterable<Buffer>[]
}

/** `INN{yyMMdd}??ZM_*` as the names that fit it on a day: `*` is anything, `?` one character. */
function namesLike(pattern: string, date: string): RegExp {
  const day = pattern.replaceAll('{yyyyMMdd}', compactDay(date)).replaceAll('{yyMMdd}', shortDay(date))
  const escaped = day
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
  return new RegExp(`^(?:.*/)?${escaped}$`)
}

/** Opens a file, packed or not, and gives what is in it to the work. Throws FileFault where it is not packed as it should be. */
export async function withContents<T>(
  template: BankTemplate,
  file: string,
  date: string,
  work: (contents: Contents) => Promise<T>,
): Promise<T> {
  const { pack } = template
  if ((await packingOf(file)) !== 'zip') return work({ payments: [contentOf(file)], exceptions: [] })
  if (!pack) throw new FileFault('这家银行的文件不应是压缩包')
  const named = (entries: readonly ZipEntry[], pattern: string) =>
    entries.filter(({ name }) => namesLike(pattern, date).test(name)).sort((a, b) => (a.name < b.name ? -1 : 1))
  return withZip(file, (entries) => {
    const payments = named(entries, pack.entry)
    if (payments.length === 0) throw new FileFault(`压缩包里没有 ${pack.entry} 这样的文件`)
    const exceptions = pack.exceptions ? named(entries, pack.exceptions.entry) : []
    const content = (all: readonly ZipEntry[]) => all.map((entry) => entry.content())
    return work({ payments: content(payments), exceptions: content(exceptions) })
  })
}

/** A name that fits a pattern, as a bank would give it. */
export function nameLike(pattern: string, date: string): string {
  return pattern
    .replaceAll('{yyyyMMdd}', compactDay(date))
    .replaceAll('{yyMMdd}', shortDay(date))
    .replaceAll('*', '1')
    .replaceAll('?', '0')
}
