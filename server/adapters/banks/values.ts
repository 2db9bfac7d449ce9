import { yuanText } from '../../../contract/money'
import type { CivilDate } from '../../domain/calendar/civilDate'
import { startOfDay } from '../../domain/calendar/civilDate'
import { decimalOf } from '../channelFiles/columns'
import { FileFault } from '../channelFiles/lines'
import { withoutTail } from '../files/excelNumber'
import { compactDay, compactToDay, monthDayNear } from './day'
import { AMOUNTS, type AmountForm, DATES, type DateForm, type Field } from './field'
import type { BankTemplate } from './template'

const formOf = <T extends string>(forms: readonly T[], fields: readonly Field[], name: string, usual: T): T => {
  const own = fields.find((one) => one.name === name)?.as
  return forms.find((form) => form === own) ?? usual
}

export const amountForm = (
  fields: readonly Field[],
  name: string,
  { amounts }: Pick<BankTemplate, 'amounts'>,
): AmountForm => formOf(AMOUNTS, fields, name, amounts)
export const dateForm = (fields: readonly Field[], name: string, { dates }: Pick<BankTemplate, 'dates'>): DateForm =>
  formOf(DATES, fields, name, dates)

/** `1,234.56`, `+1.00` and `￥1.00` as plain digits; commas that do not part thousands stay, and are no number. */
function plainYuan(text: string): string {
  const plain = text.normalize('NFKC').replaceAll(/[¥元\s]/g, '')
  return withoutTail(/^[+-]?\d{1,3}(,\d{3})+\.\d+$/.test(plain) ? plain.replaceAll(',', '') : plain)
}

/** An amount as a bank writes it, in fen, with its sign. Throws FileFault. */
export function readAmount(text: string, form: AmountForm, line: number): number {
  const plain = form === 'yuan' ? plainYuan(text) : text
  const [, mark, digits = plain] = form === 'marked-fen' ? (/^([CD])(\d+)$/.exec(text) ?? []) : []
  const places = form === 'yuan' ? 2 : 0
  const fen = form === 'marked-fen' && mark === undefined ? Number.NaN : decimalOf(digits, places)
  if (Number.isNaN(fen)) throw new FileFault(`不是金额：“${text}”`, line)
  return mark === 'D' ? 0 - fen : fen
}

export function writeAmount(fen: number, form: AmountForm): string {
  if (form === 'yuan') return yuanText(fen)
  return form === 'fen' ? String(fen) : `${fen < 0 ? 'D' : 'C'}${Math.abs(fen)}`
}

/** A whole number of lines. Throws FileFault. */
export function readCount(text: string, name: string, line: number): number {
  const count = /^\d+$/.test(text) ? decimalOf(text, 0) : Number.NaN
  if (Number.isNaN(count)) throw new FileFault(`${name}不是数：“${text}”`, line)
  return count
}

/** A day as a bank writes it; `near` is the day of the file, which tells the year of a day without one. */
export function readDay(text: string, form: DateForm, near: CivilDate, line: number): CivilDate {
  const day = dayIn(text, form, near)
  if (day === undefined) throw new FileFault(`不是日期：“${text}”`, line)
  return day
}

/** Whether a text is a day in a form, of whatever year. */
export const isDay = (text: string, form: DateForm): boolean => dayIn(text, form, '2024-01-01') !== undefined

const YEAR_FIRST =
  /^(?<year>\d{4})(?:(?<month>\d{2})(?<day>\d{2})|[-/.年](?<m>\d{1,2})[-/.月](?<d>\d{1,2})日?)(?:[T\s]*(?<time>\d{1,2}:\d{2}(?::\d{2})?|\d{6}))?$/

/** The time that stands behind a day in its cell (`any`), as `HHmmss`; empty where none does. */
export function timeBehind(text: string): string {
  const [hour = '', minute = '', second = '00'] = (YEAR_FIRST.exec(text)?.groups?.time ?? '').split(':')
  return minute === '' ? hour : `${hour.padStart(2, '0')}${minute}${second}`
}

function yearFirst(text: string): CivilDate | undefined {
  const { year = '', month, day, m = '', d = '' } = YEAR_FIRST.exec(text)?.groups ?? {}
  return compactToDay(`${year}${month ?? m.padStart(2, '0')}${day ?? d.padStart(2, '0')}`)
}

function dayIn(told: string, form: DateForm, near: CivilDate): CivilDate | undefined {
  const text = told.normalize('NFKC')
  if (form === 'any') return yearFirst(text)
  if (form === 'yyyyMMdd') return compactToDay(text)
  if (form === 'yyyy-MM-dd') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? compactToDay(compactDay(text)) : undefined
  if (form === 'MMdd') return monthDayNear(text, near)
  return text.length === 10 ? monthDayNear(text.slice(0, 4), near) : undefined
}

/** `080005` or `08:00:05` of a day → epoch milliseconds. Throws FileFault. */
export function readTime(text: string, day: CivilDate, line: number): number {
  const [, hour = '', minute = '', second = ''] = /^(\d{2}):?(\d{2}):?(\d{2})$/.exec(text) ?? []
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    throw new FileFault(`不是时间：“${text}”`, line)
  }
  return startOfDay(day) + (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000
}

export function writeTime(at: number, day: CivilDate, form: BankTemplate['times']): string {
  const seconds = Math.floor((at - startOfDay(day)) / 1000)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(form === 'HHmmss' ? '' : ':')
}

export function writeDay(day: CivilDate, form: DateForm, time: string): string {
  if (form === 'yyyy-MM-dd' || form === 'any') return day
  const compact = compactDay(day)
  if (form === 'yyyyMMdd') return compact
  return form === 'MMdd' ? compact.slice(4) : compact.slice(4) + time
}
