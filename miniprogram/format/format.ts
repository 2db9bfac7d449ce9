import { common } from '../text/common'

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/**
 * A civil date as a resident reads it (ui.md, Copy): "2027-01-01" → "1月1日", with the year in front when the day does
 * not lie in the given season's own year, which runs from July to June. Text that is no date is given back as it is.
 */
export function dayText(date: string, season: string | null): string {
  const match = DAY.exec(date)
  if (!match) return date
  const [, year = '', month = '', day = ''] = match
  const short = common.day(Number(month), Number(day))
  return season !== null && heatingYear(Number(year), Number(month)) === season ? short : common.year(year) + short
}

/** The July-to-June year that a month lies in, named like a season: 2027, 1 → "2026-2027". */
function heatingYear(year: number, month: number): string {
  return month >= 7 ? `${year}-${year + 1}` : `${year - 1}-${year}`
}

const SHANGHAI_OFFSET = 8 * 3_600_000

/** The civil date in Asia/Shanghai at a moment in epoch ms. */
export function civilDateAt(epoch: number): string {
  return new Date(epoch + SHANGHAI_OFFSET).toISOString().slice(0, 10)
}

/** A moment in epoch ms as "11月21日 14:05" in Asia/Shanghai, with the year when it is not the given season's. */
export function momentText(epoch: number, season: string | null): string {
  const local = new Date(epoch + SHANGHAI_OFFSET).toISOString()
  return common.time(dayText(local.slice(0, 10), season), local.slice(11, 16))
}

/** A tax number as typed, without spaces and in capitals. */
export function tidyTaxNumber(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase()
}

/** Whether it can be a unified social credit code (18) or an older tax number (15 to 20); the server decides. */
export function looksLikeTaxNumber(number: string): boolean {
  return /^[0-9A-Z]{15,20}$/.test(number)
}

/** The same words with every number kept beside its unit: “2,233.25 元” never ends a line with its number. */
export function unbroken(text: string): string {
  return text.replace(/(\d) (?=[元月℃mkG])/g, '$1\u00a0')
}

/** What was typed as a user code, without what people add when they copy it from paper: spaces, dashes, full-width digits. */
export function tidyUserCode(typed: string): string {
  return typed
    .replace(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000\-－—_.]/g, '')
}

/** Whether a tidied code has the shape that the company's rulebook gives; only the server knows whether it exists. */
export function looksLikeUserCode(code: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(code)
}

/** Whether a company's codes are digits only, so that the number keyboard is enough. */
export function isDigitsOnly(pattern: string): boolean {
  return /^\^?(?:\\d|\[0-9\])(?:\{\d+(?:,\d+)?\}|\+)\$?$/.test(pattern)
}

/** A code in groups of four, as it is easiest to compare with paper: "101000000001" → "1010 0000 0001". */
export function groupedCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ')
}
