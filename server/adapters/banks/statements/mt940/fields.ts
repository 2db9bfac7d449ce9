import type { CivilDate } from '../../../../domain/calendar/civilDate'
import { decimalOf } from '../../../channelFiles/columns'
import { FileFault } from '../../../channelFiles/lines'
import { monthDayNear, shortToDay } from '../../day'
import { bankReferenceIn, ourReferenceIn } from '../statement'

/** `1234,56` → fen, digit by digit; the comma is always there, the decimals may be missing (formats.md 5.7). */
export function commaFen(text: string, line: number): number {
  const fen = /^\d{1,12},\d{0,2}$/.test(text) ? decimalOf(text.replace(',', '.'), 2) : Number.NaN
  if (Number.isNaN(fen)) throw new FileFault(`不是金额：“${text}”`, line)
  return fen
}

export interface Balance {
  fen: number
  on: CivilDate
}

/** `C261101CNY101234,56`: debit or credit, day, currency, amount. */
export function balanceOf(text: string, line: number): Balance {
  const match = /^([CD])(\d{6})([A-Z]{3})([\d,]{1,15})$/.exec(text)
  const [, mark = '', day = '', currency = '', amount = ''] = match ?? []
  const on = shortToDay(day)
  if (!match || on === undefined) throw new FileFault(`不是余额：“${text}”`, line)
  if (currency !== 'CNY') throw new FileFault(`币种是 ${currency}，应为 CNY`, line)
  const fen = commaFen(amount, line)
  return { fen: mark === 'D' ? 0 - fen : fen, on }
}

export interface Movement {
  bookedOn: CivilDate
  direction: 'credit' | 'debit'
  reversal: boolean
  amountFen: number
  customerReference: string | null
  bankReference: string | null
}

const MOVEMENT =
  /^(?<value>\d{6})(?<entry>\d{4})?(?<mark>R?[CD])[A-Z]?(?<amount>[\d,]{1,15})[A-Z][A-Z\d]{3}(?<references>.*)$/

/**
 * `:61:`'s first line, `6!n[4!n]2a[1!a]15d1!a3!c16x[//16x]`. Without an entry date the value date stands for it. RC takes a
 * credit back and so is seen as a debit, RD the other way round.
 */
export function movementOf(text: string, line: number): Movement {
  const { value = '', entry, mark = '', amount = '', references = '' } = MOVEMENT.exec(text)?.groups ?? {}
  const valueDay = shortToDay(value)
  if (valueDay === undefined) throw new FileFault(`不是一笔流水：“${text.slice(0, 40)}”`, line)
  const bookedOn = entry === undefined ? valueDay : monthDayNear(entry, valueDay)
  if (bookedOn === undefined) throw new FileFault(`不是日期：“${entry}”`, line)
  const amountFen = commaFen(amount, line)
  const cut = references.indexOf('//')
  const customer = (cut < 0 ? references : references.slice(0, cut)).trim()
  const bank = cut < 0 ? '' : references.slice(cut + 2).trim()
  return {
    bookedOn,
    direction: mark === 'C' || mark === 'RD' ? 'credit' : 'debit',
    reversal: mark.startsWith('R'),
    amountFen,
    customerReference: ourReferenceIn(customer),
    bankReference: bankReferenceIn(bank),
  }
}
