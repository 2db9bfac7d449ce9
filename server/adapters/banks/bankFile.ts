import { encode } from 'iconv-lite'
import { sumFen, yuanText } from '../../../contract/money'
import type { CounterRow } from '../../domain/reconciliation/counterRow'
import { compactDay } from './day'
import type { BankTemplate } from './template'

/** Writes a day's file of a bank by its template, as the bank would; fields that the engine does not know stay empty. */
export function bankFile(
  template: BankTemplate,
  { company, date, rows }: { company: string; date: string; rows: readonly Omit<CounterRow, 'line'>[] },
): Buffer {
  const money = (fen: number) => (template.amounts === 'yuan' ? yuanText(fen) : String(fen))
  const line = (names: readonly string[], values: Record<string, string>) =>
    `${names.map((name) => values[name] ?? '').join(template.separator)}${template.trailingSeparator ? template.separator : ''}\n`
  const total = sumFen(rows.map(({ amountFen }) => amountFen))
  const head = line(template.head, {
    count: String(rows.length),
    total: money(total),
    company,
    batchDate: compactDay(date),
  })
  const lines = rows.map(({ userCode, traceNo, amountFen, paidOn }) =>
    line(template.row, { userCode, traceNo, amount: money(amountFen), date: compactDay(paidOn), invoiceHandling: '0' }),
  )
  return encode([head, ...lines].join(''), template.encoding)
}
