import { yuanText } from '../../../../contract/money'
import type { StatementRow } from '../../../application/ports/bankMatching'
import { REVERSAL_MARK } from '../../../domain/bankMatching/bankEntry'
import type { CivilDate } from '../../../domain/calendar/civilDate'
import { totalsFault } from '../../../domain/reconciliation/channelFile'
import { FileFault } from '../../channelFiles/lines'
import { sumOf } from '../headCheck'
import { MOST_ROWS, TOO_MANY_ROWS } from '../readRow'

/** One statement, or one page of one, as it stands in a file. */
export interface StatementPart {
  account: string
  openingFen: number
  closingFen: number
  /** The civil day up to which it tells. */
  closedOn: CivilDate
  /** It begins (ends) with a balance that a further page of the same statement stands between. */
  goesOnFromBefore: boolean
  goesOnAfter: boolean
  rows: Unnamed[]
  /** Where it begins in the file. */
  line: number
}

/** A movement whose bank gives no number: `place` (the statement and the movement's place in it) stands for one. */
export type Unnamed = Omit<StatementRow, 'bankReference'> & { bankReference: string | null; place: string }

export interface WholeStatement {
  account: string
  /** Null where the file does not tell. */
  openingFen: number | null
  closingFen: number | null
  rows: StatementRow[]
  totals: { rows: number; totalFen: number }
  /** Whether its own balances show that nothing is missing. */
  holds: boolean
  /** What is to be known of it, in Chinese. */
  note: string | null
}

/** What a movement adds to the account, in fen. */
export const movedFen = ({ direction, amountFen }: Pick<StatementRow, 'direction' | 'amountFen'>): number =>
  direction === 'credit' ? amountFen : -amountFen

/** What six lines of `:86:` hold. */
const MAX_REMARK = 390

/** The number as the bank itself writes it. */
export function bankNumberOf({ bankReference, reversal }: Pick<StatementRow, 'bankReference' | 'reversal'>): string {
  return reversal && bankReference.endsWith(REVERSAL_MARK)
    ? bankReference.slice(0, -REVERSAL_MARK.length)
    : bankReference
}

/** What our tables hold of a number; a longer one is no bank's. */
const MAX_REFERENCE = 64

/**
 * A bank's number of a movement, or null where what stands there is none: dashes, zeros, more than our tables hold, or what a
 * spreadsheet left of it (2.0261101E+19).
 */
export const bankReferenceIn = (text: string): string | null =>
  /^[-\s0*]*$|^\d(?:\.\d+)?E\+\d+$/i.test(text) || text.length > MAX_REFERENCE ? null : text

/** The payer's reference, cut off as banks do; null where none was given. */
export const ourReferenceIn = (text: string): string | null =>
  /^[-\s]*$/.test(text) || text === 'NONREF' || text === 'NOTPROVIDED' ? null : text.slice(0, MAX_REFERENCE)

const BIC_BEFORE = /^[A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?\/?(?=\d)/
const CURRENCY_BEHIND = /(?<=[\d*])[/-]?[A-Z]{3}$/

/** An account's number without a BIC before it, a currency behind it, or blanks within (formats.md 5.7). */
export function accountNumber(text: string): string {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '').replace(/^\//, '')
  return plain.replace(BIC_BEFORE, '').replace(CURRENCY_BEHIND, '')
}

const MOST_NAMED = 3

/** Sentences of the movements whose numbers were made unique, the first few by name. */
function repeatedNote(repeated: readonly string[]): string {
  const named = repeated.slice(0, MOST_NAMED).join('、')
  const more = repeated.length > MOST_NAMED ? ` 等 ${repeated.length} 笔` : ''
  return repeated.length === 0 ? '' : `银行流水号重复，按所在位置区分：${named}${more}`
}

/**
 * Movements as they are kept, and what is to be known of them. A movement of nothing is passed over. A payout and its charge
 * often bear one number of the bank's: the second is made unique by its place (`<number>#2`).
 */
export function keptRows(all: readonly Unnamed[]): { rows: StatementRow[]; notes: string[] } {
  const seen = new Set<string>()
  const repeated: string[] = []
  const moved = all.filter(({ amountFen }) => amountFen !== 0)
  const rows = moved.map(({ place, ...row }) => {
    const number = row.bankReference ?? place
    const own = (nth: number) => `${number}${nth === 1 ? '' : `#${nth}`}${row.reversal ? REVERSAL_MARK : ''}`
    let nth = 1
    while (seen.has(own(nth))) nth += 1
    if (nth > 1) repeated.push(`第 ${row.line} 行 ${own(nth)}`)
    seen.add(own(nth))
    return { ...row, remark: row.remark.slice(0, MAX_REMARK), bankReference: own(nth) }
  })
  const passedOver = all.length - moved.length
  const notes = [passedOver > 0 ? `${passedOver} 笔金额为 0 的流水未计入` : '', repeatedNote(repeated)]
  return { rows, notes: notes.filter(Boolean) }
}

/**
 * Puts the statements of one file together: one account, each begins with the balance with which the one before it ended,
 * opening balance and movements come to the closing balance, and the last one is of the day. Throws FileFault otherwise.
 */
export function wholeStatement(parts: readonly StatementPart[], date: CivilDate): WholeStatement {
  const [first] = parts
  const last = parts.at(-1)
  if (!first || !last) throw new FileFault('文件里没有对账单')
  for (const [index, part] of parts.entries()) checkPart(part, parts[index - 1])
  if (first.goesOnFromBefore) throw new FileFault('文件不完整：缺少前面的页', first.line)
  if (last.goesOnAfter) throw new FileFault('文件不完整：缺少后面的页', last.line)
  if (last.closedOn !== date) throw new FileFault(`是 ${last.closedOn} 的对账单，不是 ${date} 的`, last.line)
  const count = sumOf(parts.map((part) => part.rows.length))
  if (count > MOST_ROWS) throw new FileFault(TOO_MANY_ROWS)
  const { rows, notes } = keptRows(parts.flatMap((part) => part.rows))
  const totalFen = sumOf(rows.map(movedFen))
  return {
    account: accountNumber(first.account),
    openingFen: first.openingFen,
    closingFen: last.closingFen,
    rows,
    totals: { rows: rows.length, totalFen },
    holds: true,
    note: notes.join('；') || null,
  }
}

function checkPart(part: StatementPart, before: StatementPart | undefined): void {
  const counted = sumOf([part.openingFen, ...part.rows.map(movedFen)])
  const fault = totalsFault([{ name: '期末余额', stated: part.closingFen, counted, unit: 'fen' }])
  if (fault) throw new FileFault(fault, part.line)
  if (!before) return
  if (accountNumber(before.account) !== accountNumber(part.account))
    throw new FileFault('一个文件里有几个账户的对账单', part.line)
  if (before.closingFen !== part.openingFen || before.goesOnAfter !== part.goesOnFromBefore) {
    throw new FileFault(
      `期初余额 ${yuanText(part.openingFen)} 元接不上前一页的期末余额 ${yuanText(before.closingFen)} 元`,
      part.line,
    )
  }
}
