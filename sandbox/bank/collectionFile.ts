import { sumFen, yuanText } from '../../contract/money'
import type { BankPayment } from '../store/bankPayments'

export interface Collection {
  /** The company's name, as the summary line has it. */
  company: string
  /** Civil day; without its dashes it is the batch number. */
  day: string
  /** A total that is off by this many fen. */
  moreFen?: number
  /** Prints one payment otherwise than on one line. */
  lines?: (payment: BankPayment, index: number) => string[]
}

/**
 * The counter-collection file of formats.md 5.1, as text: a summary line, then a line for each payment; every field, also
 * the last one, is followed by `|`, lines end with LF. A day without payments has a file, too.
 */
export function* collectionFile(payments: readonly BankPayment[], how: Collection): Generator<string, void> {
  const total = sumFen(payments.map((payment) => payment.amountFen)) + (how.moreFen ?? 0)
  yield line([String(payments.length), yuanText(total), how.company, how.day.replaceAll('-', '')])
  const lines = how.lines ?? ((payment: BankPayment) => [collectionLine(payment)])
  for (const [index, payment] of payments.entries()) yield* lines(payment, index)
}

/** One payment; nothing is known of an invoice at the counter, so the last seven fields are empty. */
export function collectionLine({ userCode, amountFen, paidOn, traceNo }: BankPayment): string {
  return line([userCode, paidOn.replaceAll('-', ''), traceNo, yuanText(amountFen), '0', '', '', '', '', '', ''])
}

function line(fields: readonly string[]): string {
  return `${fields.join('|')}|\n`
}
