import { yuanText } from '../../../../contract/money'
import type { StatementRow } from '../../../application/ports/bankMatching'
import type { CivilDate } from '../../../domain/calendar/civilDate'
import { totalsFault } from '../../../domain/reconciliation/channelFile'
import { FileFault } from '../../channelFiles/lines'
import { sumOf } from '../headCheck'

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
  openingFen: number
  closingFen: number
  rows: StatementRow[]
  totals: { rows: number; totalFen: number }
}

/** What a movement adds to the account, in fen. */
export const movedFen = ({ direction, amountFen }: Pick<StatementRow, 'direction' | 'amountFen'>): number =>
  direction === 'credit' ? amountFen : -amountFen

/** A reversal often carries the number of what it takes back; that number with this behind it is the reversal's own. */
const REVERSAL_MARK = '#R'

/** What six lines of `:86:` hold. */
const MAX_REMARK = 390

/** The number as the bank itself writes it. */
export function bankNumberOf({ bankReference, reversal }: Pick<StatementRow, 'bankReference' | 'reversal'>): string {
  return reversal && bankReference.endsWith(REVERSAL_MARK)
    ? bankReference.slice(0, -REVERSAL_MARK.length)
    : bankReference
}

function named(rows: readonly Unnamed[]): StatementRow[] {
  const seen = new Set<string>()
  return rows.map(({ place, ...row }) => {
    const number = row.bankReference ?? place
    const bankReference = row.reversal ? `${number}${REVERSAL_MARK}` : number
    if (seen.has(bankReference)) throw new FileFault(`银行流水号“${number}”出现了两次`, row.line)
    seen.add(bankReference)
    return { ...row, remark: row.remark.slice(0, MAX_REMARK), bankReference }
  })
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
  const rows = named(parts.flatMap((part) => part.rows))
  const totalFen = sumOf(rows.map(movedFen))
  return {
    account: first.account,
    openingFen: first.openingFen,
    closingFen: last.closingFen,
    rows,
    totals: { rows: rows.length, totalFen },
  }
}

function checkPart(part: StatementPart, before: StatementPart | undefined): void {
  const counted = sumOf([part.openingFen, ...part.rows.map(movedFen)])
  const fault = totalsFault([{ name: '期末余额', stated: part.closingFen, counted, unit: 'fen' }])
  if (fault) throw new FileFault(fault, part.line)
  if (!before) return
  if (before.account !== part.account) throw new FileFault('一个文件里有几个账户的对账单', part.line)
  if (before.closingFen !== part.openingFen || before.goesOnAfter !== part.goesOnFromBefore) {
    throw new FileFault(
      `期初余额 ${yuanText(part.openingFen)} 元接不上前一页的期末余额 ${yuanText(before.closingFen)} 元`,
      part.line,
    )
  }
}
