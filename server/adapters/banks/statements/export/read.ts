import { yuanText } from '../../../../../contract/money'
import type { CivilDate } from '../../../../domain/calendar/civilDate'
import { FileFault } from '../../../channelFiles/lines'
import { sumOf } from '../../headCheck'
import { readAmount, readDay } from '../../values'
import {
  accountNumber,
  bankReferenceIn,
  keptRows,
  movedFen,
  ourReferenceIn,
  type Unnamed,
  type WholeStatement,
} from '../statement'
import { type Break, inOrderOfBalances, type Linked } from './chain'
import { accountInTitles, type LocatedColumns, locateColumns } from './columns'
import type { ColumnName, ExportLayout } from './layout'
import { linesOfTable, type TableLine } from './table'

/** A row as it links with others, and what is kept of it. */
interface Row extends Linked {
  movement: Omit<Unnamed, 'place'>
  /** Its column holds an amount below nothing (红字), which takes an earlier movement back. */
  redInk: boolean
  /** Something stands for its balance that is no amount. */
  balanceUnread: boolean
}

const isNothing = (text: string): boolean => /^[-\s]*$/.test(text)
const beginsWith = ({ cells }: TableLine, words: readonly string[]): boolean => {
  const first = cells.find((cell) => cell !== '')?.replaceAll(/\s/g, '') ?? ''
  return words.some((word) => first.startsWith(word))
}

/** What a row adds to the account as its own columns say it, in fen, and whether it is red ink that takes another back. */
function moved(
  { cells, line }: TableLine,
  columns: LocatedColumns,
  layout: ExportLayout,
): { fen: number; redInk: boolean } {
  const amount = (name: ColumnName) => {
    const text = columns.cell(cells, name)
    return isNothing(text) ? 0 : readAmount(text, layout.amounts, line)
  }
  const { directions } = layout
  if (columns.at('credit') !== undefined) {
    const [credit, debit] = [amount('credit'), amount('debit')]
    if (credit !== 0 && debit !== 0) throw new FileFault('收入和支出都有金额', line)
    return { fen: credit - debit, redInk: credit < 0 || debit < 0 }
  }
  const text = columns.cell(cells, 'amount')
  if (isNothing(text)) throw new FileFault('没有金额', line)
  const signed = amount('amount')
  if (!directions) return { fen: signed, redInk: false }
  const word = columns.cell(cells, 'direction').replaceAll(/\s+/g, ' ')
  const sign = directions.credit.includes(word) ? 1 : directions.debit.includes(word) ? -1 : 0
  if (sign === 0) throw new FileFault(`不认识的借贷方向：“${word}”`, line)
  return { fen: sign * signed, redInk: signed < 0 }
}

function rowOf(told: TableLine, columns: LocatedColumns, layout: ExportLayout, date: CivilDate): Row {
  const { cells, line } = told
  const cell = (name: ColumnName) => columns.cell(cells, name)
  const currency = cell('currency')
  if (!isNothing(currency) && !layout.currencies.includes(currency)) {
    throw new FileFault(`币种是 ${currency}，应为 ${layout.currencies[0]}`, line)
  }
  const { fen, redInk } = moved(told, columns, layout)
  const mark = cell('mark')
  const balance = balanceOf(cell('balance'), layout, line)
  const bookedOn = readDay(cell('date'), layout.dates, date, line)
  const movement: Row['movement'] = {
    bookedOn,
    direction: fen < 0 ? 'debit' : 'credit',
    amountFen: Math.abs(fen),
    reversal: redInk || layout.reversals.some((word) => mark.includes(word)),
    bankReference: bankReferenceIn(cell('bankReference')),
    ourReference: ourReferenceIn(cell('ourReference')),
    remark: columns.remark(cells),
    line,
  }
  return { movement, bookedOn, line, fen, redInk, balanceFen: balance ?? null, balanceUnread: balance === undefined }
}

/** A balance in fen, null where none stands, undefined where what stands is none. */
function balanceOf(text: string, { amounts }: ExportLayout, line: number): number | null | undefined {
  if (isNothing(text)) return null
  try {
    return readAmount(text, amounts, line)
  } catch (error) {
    if (error instanceof FileFault) return undefined
    throw error
  }
}

/** Holds the amounts of a line of totals against the rows, each in its own column. Throws FileFault. */
function checkTotals(
  { cells, line }: TableLine,
  rows: readonly Row[],
  columns: LocatedColumns,
  layout: ExportLayout,
): void {
  const sumBy = (of: (row: Row) => number) => sumOf(rows.map(of))
  const isCredit = ({ fen, redInk }: Row) => fen > 0 !== redInk
  const sums: [ColumnName, string, number[]][] = [
    ['credit', '收入', [sumBy((row) => (isCredit(row) ? row.fen : 0))]],
    ['debit', '支出', [sumBy((row) => (isCredit(row) ? 0 : -row.fen))]],
    // With words for the two ways a bank adds all amounts, or sets one against the other.
    ['amount', '金额', [sumBy(({ fen }) => fen), sumBy(({ fen }) => Math.abs(fen))]],
  ]
  for (const [name, title, allowed] of sums) {
    const text = columns.cell(cells, name)
    if (!/\d/.test(text)) continue
    const stated = readAmount(text, layout.amounts, line)
    if (!allowed.includes(stated)) {
      throw new FileFault(
        `合计行的${title}：文件写 ${yuanText(stated)} 元，明细合计 ${yuanText(allowed[0] ?? 0)} 元`,
        line,
      )
    }
  }
}

/** What the account held before and after the rows of a day, where balances tell it. */
function balancesAround(before: readonly Row[], own: readonly Row[], after: readonly Row[], breaks: readonly Break[]) {
  if (breaks.length > 0) return { openingFen: null, closingFen: null }
  const held = before.at(-1)?.balanceFen ?? null
  const [first] = [...own, ...after]
  const openingFen = held ?? (first?.balanceFen == null ? null : first.balanceFen - first.fen)
  const closingFen = own.length === 0 ? openingFen : (own.at(-1)?.balanceFen ?? null)
  return { openingFen, closingFen }
}

function notesOf(
  date: CivilDate,
  { rows, others, unread, breaks }: { rows: readonly Row[]; others: number; unread: number; breaks: readonly Break[] },
  columns: LocatedColumns,
): string[] {
  const [first] = breaks
  const more = breaks.length > 1 ? `（共 ${breaks.length} 处）` : ''
  return [
    rows.length === 0 ? '文件没有流水' : '',
    others > 0 ? `文件另有 ${others} 笔其他日期的流水，未计入 ${date}` : '',
    rows.length > 0 && columns.at('balance') === undefined ? '文件没有余额，无法核对流水是否齐全' : '',
    unread > 0 ? `${unread} 笔的余额读不出` : '',
    first ? `第 ${first.line} 行：${first.reason}${more}` : '',
  ].filter(Boolean)
}

/** The account that the rows name, all of them one, or a title line. Throws FileFault. */
function accountOf(lines: readonly TableLine[], columns: LocatedColumns, { accountTitle }: ExportLayout): string {
  const named = new Set(lines.map(({ cells }) => accountNumber(columns.cell(cells, 'account'))))
  named.delete('')
  if (named.size > 1) throw new FileFault('一个文件里有几个账户的流水')
  const [account] = named
  return account ?? (accountTitle === undefined ? '' : accountNumber(accountInTitles(columns.titles, accountTitle)))
}

/**
 * Reads a bank's own export (formats.md 5.8): the movements of a day, after the balances of all rows of the file, from
 * whichever end it begins, were found to go on from one to the next. An export of several days reports the day only what is
 * of it; one that ends before the day, or begins after it, is none of the day's. Throws FileFault.
 */
export async function readExport(file: string, layout: ExportLayout, date: CivilDate): Promise<WholeStatement> {
  const columns = locateColumns(await linesOfTable(file, layout), layout)
  const inTable = columns.rows.filter((line) => !beginsWith(line, layout.passOver))
  const totals = inTable.filter((line) => beginsWith(line, layout.totals))
  const lines = inTable.filter((line) => !totals.includes(line))
  const told = lines.map((line) => rowOf(line, columns, layout, date))
  for (const line of totals) checkTotals(line, told, columns, layout)
  const { rows, breaks: all } = inOrderOfBalances(told, layout.order)
  if (layout.balances === 'required' && all[0]) throw new FileFault(all[0].reason, all[0].line)
  const [from, until] = [rows[0]?.bookedOn ?? date, rows.at(-1)?.bookedOn ?? date]
  if (date < from || date > until) throw new FileFault(`是 ${from} 至 ${until} 的流水，没有 ${date} 的`)
  const own = rows.filter(({ bookedOn }) => bookedOn === date)
  const before = rows.filter(({ bookedOn }) => bookedOn < date)
  const after = rows.filter(({ bookedOn }) => bookedOn > date)
  // What is missing between the day and the one after it shows at the row behind it.
  const concerned = new Set([...own, ...after.slice(0, 1)].map(({ line }) => line))
  const breaks = all.filter(({ line }) => concerned.has(line))
  const unread = own.filter(({ balanceUnread }) => balanceUnread).length
  const kept = keptRows(own.map((row, at) => ({ ...row.movement, place: `${date}#${at + 1}` })))
  const others = rows.length - own.length
  return {
    account: accountOf(lines, columns, layout),
    ...balancesAround(before, own, after, breaks),
    rows: kept.rows,
    totals: { rows: kept.rows.length, totalFen: sumOf(kept.rows.map(movedFen)) },
    holds: breaks.length === 0 && unread === 0,
    note: [...kept.notes, ...notesOf(date, { rows, others, unread, breaks }, columns)].join('；') || null,
  }
}
