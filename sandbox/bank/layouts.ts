import { encode } from 'iconv-lite'
import { sumFen, yuanText } from '../../contract/money'
import type { BankPayment } from '../store/bankPayments'

/** How one bank writes a day's file; all in GBK. */
export interface BankLayout {
  name: (company: string, day: string) => string
  line: (payment: BankPayment) => string
  /** The whole text around its lines, whose count and total are given. */
  file: (lines: string, sums: { count: number; totalFen: number }, about: { company: string; day: string }) => string
  /** The line without what stands at its end. */
  short: (line: string) => string
  /** Whether its file can say that a payment was taken back. */
  reverses: boolean
  /** The bank says that its file is whole by a second one of this ending, which has the file's digest (formats.md 5.0). */
  companion?: 'md5'
}

const compact = (day: string) => day.replaceAll('-', '')
const piped = (fields: readonly string[]) => `${fields.join('|')}|\n`
/** In bytes of GBK, as banks count. */
const left = (text: string, width: number) => text + ' '.repeat(width - encode(text, 'gbk').length)
const right = (text: string, width: number) => text.padStart(width)

/** formats.md 5.1: every field closed by `|`, LF; nothing is known of an invoice, so the last seven fields are empty. */
const heating: BankLayout = {
  name: (company, day) => `${company}${compact(day)}.txt`,
  line: ({ userCode, amountFen, paidOn, traceNo }) =>
    piped([userCode, compact(paidOn), traceNo, yuanText(amountFen), '0', '', '', '', '', '', '']),
  file: (lines, { count, totalFen }, { company, day }) =>
    piped([String(count), yuanText(totalFen), company, compact(day)]) + lines,
  short: (line) => line.replace(/(\|)\|+\n$/, '$1\n'),
  reverses: false,
}

/** formats.md 5.3 c: fixed widths, right-aligned, each closed by `|`; what takes a payment back names its trace number. */
const electricity: BankLayout = {
  name: (_, day) => `0102_${compact(day)}_315810_001.bil`,
  line: ({ userCode, amountFen, paidOn, traceNo, reverses }) =>
    piped([
      right('', 12),
      right(userCode, 21),
      compact(paidOn).slice(4),
      compact(paidOn),
      '120000',
      right(traceNo, 12),
      right('6222020200000000006', 35),
      '0200',
      right(String(amountFen), 12),
      right(reverses ?? '', 12),
      right('', 8),
      right('', 6),
      right(compact(paidOn).slice(0, 6), 8),
    ]),
  file: (lines, { count, totalFen }, { day }) =>
    piped([compact(day), String(count), String(totalFen), '000001']) + lines,
  short: (line) => `${line.slice(0, -10)}\n`,
  reverses: true,
}

/** formats.md 5.0: CRLF, text left-aligned, zeros before the amount, the summary behind the lines, and a trailer. */
const totalsLast: BankLayout = {
  name: (_, day) => `HF_${compact(day)}.txt`,
  line: ({ userCode, amountFen, paidOn, traceNo }) =>
    `${[left(traceNo, 20), left(userCode, 20), String(amountFen).padStart(15, '0'), paidOn, left('', 20)].join('|')}\r\n`,
  file: (lines, { count, totalFen }, { company }) => `${lines}${count}|${totalFen}|${company}|\r\n########\r\n`,
  short: (line) => `${line.slice(0, -10)}\r\n`,
  reverses: false,
  companion: 'md5',
}

/** The banks that the sandbox plays. */
export const BANK_LAYOUTS: Readonly<Record<string, BankLayout>> = {
  partner: heating,
  icbc: electricity,
  citic: totalsLast,
}

/** A day's file as text. `moreFen`: a total that is off by so much; `print`: prints a payment otherwise than on one line. */
export function collectionText(
  layout: BankLayout,
  payments: readonly BankPayment[],
  about: { company: string; day: string },
  { moreFen, print }: { moreFen: number; print: (payment: BankPayment, index: number) => string[] },
): string {
  const fen = payments.map(({ amountFen, reverses }) => (reverses === null ? amountFen : -amountFen))
  const sums = { count: payments.length, totalFen: sumFen(fen) + moreFen }
  return layout.file(payments.flatMap(print).join(''), sums, about)
}
