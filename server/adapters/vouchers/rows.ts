import { yuanText } from '../../../contract/money'
import type { VoucherField, VoucherTemplate } from '../../domain/voucher/template'
import { dateText, type Voucher, type VoucherLine } from '../../domain/voucher/voucher'
import { inert } from '../files/excelFile'

/** A cell as text, or an amount of fen that a workbook keeps as a number. */
export type Cell = { text: string } | { fen: number } | null

/** The lines of a voucher file, cell by cell, in the template's order. */
export function* rowsOf(template: VoucherTemplate, vouchers: readonly Voucher[]): Generator<Cell[]> {
  for (const voucher of vouchers) {
    for (const [index, line] of voucher.lines.entries()) {
      yield template.columns.map((column) =>
        'text' in column ? textCell(column.text) : cellOf(column.of, voucher, line, index, template.dates),
      )
    }
  }
}

/** Yuan with two decimals; nothing for an empty side. */
export const cellText = (cell: Cell): string => (cell === null ? '' : 'fen' in cell ? yuanText(cell.fen) : cell.text)

const textCell = (text: string): Cell => (text === '' ? null : { text: inert(text) })
const amountCell = (fen: number): Cell => (fen === 0 ? null : { fen })

function cellOf(of: VoucherField, voucher: Voucher, line: VoucherLine, index: number, dates: string): Cell {
  switch (of) {
    case 'date':
      return { text: dateText(voucher.date, dates) }
    case 'year':
      return { text: voucher.date.slice(0, 4) }
    case 'month':
      return { text: String(Number(voucher.date.slice(5, 7))) }
    case 'number':
      return { text: String(voucher.number) }
    case 'line':
      return { text: String(index + 1) }
    case 'entries':
      return { text: String(voucher.entries) }
    case 'summary':
      return textCell(line.summary)
    case 'account-code':
      return { text: line.accountCode }
    case 'account-name':
      return textCell(line.accountName)
    case 'debit':
      return amountCell(line.debitFen)
    case 'credit':
      return amountCell(line.creditFen)
    case 'amount':
      return amountCell(line.debitFen + line.creditFen)
  }
}
