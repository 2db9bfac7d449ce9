import { decimalOf } from '../../../channelFiles/columns'
import { FileFault } from '../../../channelFiles/lines'
import { compactToDay } from '../../day'
import { at, type Element, textAt } from './tree'

/** `Amt` of CNY in fen; more decimals than two must be zero. */
export function fenAt(element: Element): number {
  const amount = at(element, 'Amt')
  const text = amount?.text.trim() ?? ''
  const currency = amount?.attributes.Ccy
  if (currency !== 'CNY') {
    throw new FileFault(`币种是 ${currency ?? '空的'}，应为 CNY`, element.line)
  }
  return plainFen(text, element.line)
}

/** A decimal without sign → fen. */
export function plainFen(text: string, line: number): number {
  const fen = /^\d{1,13}(\.\d{1,5})?$/.test(text) ? decimalOf(text, 2) : Number.NaN
  if (Number.isNaN(fen)) throw new FileFault(`不是金额：“${text}”`, line)
  return fen
}

export function directionAt(element: Element): 'credit' | 'debit' {
  const mark = textAt(element, 'CdtDbtInd')
  if (mark !== 'CRDT' && mark !== 'DBIT') throw new FileFault('CdtDbtInd 应为 CRDT 或 DBIT', element.line)
  return mark === 'CRDT' ? 'credit' : 'debit'
}

/** `Dt` or the day of `DtTm` below a name; undefined when it is not there. */
export function dayAt(element: Element, name: string): string | undefined {
  const place = at(element, name)
  if (!place) return undefined
  const text = textAt(place, 'Dt') ?? textAt(place, 'DtTm') ?? ''
  const day = compactToDay(text.slice(0, 10).replaceAll('-', ''))
  if (day === undefined) throw new FileFault(`不是日期：“${text}”`, place.line)
  return day
}

export function flagAt(element: Element, name: string): boolean {
  const text = textAt(element, name)
  if (text !== undefined && !['true', 'false', '1', '0'].includes(text)) {
    throw new FileFault(`${name} 应为 true 或 false`, element.line)
  }
  return text === 'true' || text === '1'
}
