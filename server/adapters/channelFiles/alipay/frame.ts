import { addDays, type CivilDate } from '../../../domain/calendar/civilDate'
import { spoiltNumber, spoiltTime } from '../../../domain/reconciliation/excelDamage'
import { decimalOf } from '../columns'
import { FileFault } from '../lines'

/** Our number at Alipay: 2088 and twelve digits. */
export interface AlipayNumbers {
  sellerId: string
}

/** What a line that begins with # says of the file (formats.md 3.10); the dashes of the frame vary, only the text counts. */
export type FrameLine =
  | { says: 'account'; account: string }
  | { says: 'period'; from: CivilDate; words: string; isOneDay: boolean }
  /** A footer such as `#交易合计：1笔，商家实收共1234.56元，…`. */
  | { says: 'total'; of: string; count: number; fen: number; discountFen?: number }
  | { says: 'nothing' }

const ACCOUNT = /账号[：:]\s*\[(\d+)\]/

const MOMENT = String.raw`\[(\d{4}年\d{2}月\d{2}日)\s*(\d{2}:\d{2}:\d{2})?\s*\]`

const PERIOD = new RegExp(`起始日期[：:]\\s*${MOMENT}(?:\\s*终止日期[：:]\\s*${MOMENT})?`)

const dayIn = (words: string): CivilDate => words.replace(/[年月]/g, '-').replace('日', '')

/** A whole day ends at the next day's midnight, or a second before; a head without an end says nothing of it. */
function isOneDay([, from = '', at = '00:00:00', until, end = '00:00:00']: RegExpExecArray): boolean {
  if (at !== '00:00:00') return false
  if (until === undefined) return true
  return end === '23:59:59' ? until === from : end === '00:00:00' && dayIn(until) === addDays(dayIn(from), 1)
}

const DISCOUNT = /商家优惠(?:退款)?共\s*(-?[\d.]+)\s*元/

const TOTAL = /^#\s*(\S{2}合计)[：:]\s*(\d+)\s*笔[，,]\s*[^\d-]*(-?[\d.]+)\s*元/

/** Reads a # line. */
export function frameLine(text: string, line: number): FrameLine {
  const account = ACCOUNT.exec(text)
  if (account) return { says: 'account', account: account[1] ?? '' }
  const period = PERIOD.exec(text)
  if (period) {
    const words = period
      .slice(1)
      .flatMap((part) => part ?? [])
      .join(' ')
    return { says: 'period', from: dayIn(period[1] ?? ''), words, isOneDay: isOneDay(period) }
  }
  const total = TOTAL.exec(text)
  if (!total) return { says: 'nothing' }
  const amountOf = (written: string | undefined) => {
    const fen = decimalOf(written ?? '', 2)
    if (Number.isNaN(fen)) throw new FileFault(`合计不是金额：“${written}”`, line)
    return fen
  }
  const said = { says: 'total', of: total[1] ?? '', count: Number(total[2]), fen: amountOf(total[3]) } as const
  const discount = DISCOUNT.exec(text)
  return discount ? { ...said, discountFen: amountOf(discount[1]) } : said
}

/** Throws FileFault when the file's head names another account or another day. True for a line that names our account. */
export function checkFrame(said: FrameLine, numbers: AlipayNumbers, date: CivilDate, line: number): boolean {
  // The account in a bill is the 2088 number and four digits more.
  if (said.says === 'account' && !said.account.startsWith(numbers.sellerId)) {
    throw new FileFault(`账号 ${said.account} 不是我方的 ${numbers.sellerId}`, line)
  }
  if (said.says === 'period' && said.from !== date) throw new FileFault(`是 ${said.from} 的账单，不是 ${date} 的`, line)
  if (said.says === 'period' && !said.isOneDay)
    throw new FileFault(`账单的起止时间（${said.words}）不是 ${date} 一整天：请下载这一天的账单`, line)
  return said.says === 'account'
}

/** A line without blanks around it, and without the empty column that a spreadsheet put before all others. */
export const plainLine = (text: string): string => text.trim().replace(/^,/, '')

/** What is wrong with a row whose cells make no sense. */
export const rowFault = (cells: readonly string[], line: number): FileFault =>
  new FileFault(spoiltTime(cells) ?? '列数、时间或金额不对', line)

/** Throws FileFault where a spreadsheet has changed one of a row's numbers. */
export function checkNumbers(numbers: readonly string[], line: number): void {
  for (const number of numbers) {
    const spoilt = spoiltNumber(number)
    if (spoilt) throw new FileFault(spoilt, line)
  }
}

/** The cells of a row; Alipay puts a tab behind numbers, so that Excel does not round them. */
export function cellsOf(text: string): string[] {
  return text.split(',').map((cell) => cell.trim())
}

/**
 * Cells in their columns, when a comma in a free text has shifted them: commas inside the given text columns are put back
 * together in the one way in which the row makes sense. Undefined when there is none.
 */
export function fitCells(
  cells: string[],
  columns: number,
  texts: readonly [number, number],
  makesSense: (cells: string[]) => boolean,
): string[] | undefined {
  const extra = cells.length - columns
  if (extra === 0) return makesSense(cells) ? cells : undefined
  if (extra < 0 || extra > 20) return undefined
  const [first, last] = texts
  for (let inFirst = 0; inFirst <= extra; inFirst++) {
    const joined = joinAt(joinAt(cells, first, inFirst), last, extra - inFirst)
    if (joined.length === columns && makesSense(joined)) return joined
  }
  return undefined
}

function joinAt(cells: string[], place: number, more: number): string[] {
  return [...cells.slice(0, place), cells.slice(place, place + more + 1).join(','), ...cells.slice(place + more + 1)]
}
