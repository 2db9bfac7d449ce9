const ERRORS = new Set(['#N/A', '#REF!', '#VALUE!', '#NAME?', '#DIV/0!', '#NULL!', '#NUM!', '#SPILL!'])

const SCIENTIFIC = /^\d(?:\.\d+)?E\+\d{2,}$/i

/** A channel's number has 28 digits: one whose digits behind the fifteenth are all 0 was a number in Excel. */
const ROUNDED = /^\d{15}0{13}$/

/**
 * What a spreadsheet did to a cell so that nobody can tell any more what stood there, in Chinese: an error of its own, or a
 * number of more than 15 digits (a bank card's), whose last digits it made 0 and which it shows as 6.217E+18. Undefined for
 * any other text (faults.md, Files).
 */
export function excelDamage(text: string): string | undefined {
  const told = text.trim()
  if (ERRORS.has(told)) return `格子里是 Excel 的错误值 ${told}，请改正公式或填写内容`
  if (!SCIENTIFIC.test(told)) return undefined
  return (
    `是数值 ${told}：Excel 的数值只存 15 位，更长的号码末尾已被改成 0，不能复原。` +
    '请把这一列设为“文本”格式，按原件重新填写'
  )
}

const FETCH_AGAIN = '请从渠道或银行重新下载原文件，不要用 Excel 打开后保存'

/**
 * What a spreadsheet did to a number in a channel's or bank's file, by which a payment would be known: in Chinese, with what to
 * do. Undefined for a number that may be genuine.
 */
export function spoiltNumber(text: string): string | undefined {
  const isSpoilt = ERRORS.has(text) || SCIENTIFIC.test(text) || ROUNDED.test(text)
  return isSpoilt ? `编号被 Excel 改成了 ${text}：${FETCH_AGAIN}` : undefined
}

const EXCEL_TIME = /^\d{4}\/\d{1,2}\/\d{1,2} \d{1,2}:\d{2}(?::\d{2})?$/

/** Whether any of a row's cells is a time as Excel writes it (2026/11/5 10:02): what to do, in Chinese; undefined otherwise. */
export function spoiltTime(cells: readonly string[]): string | undefined {
  const told = cells.find((cell) => EXCEL_TIME.test(cell))
  return told === undefined ? undefined : `时间被 Excel 改成了 ${told}：${FETCH_AGAIN}`
}

/** A row of a WeChat bill that lost the back-ticks before its cells: what happened and what to do, in Chinese. */
export const LOST_BACK_TICKS = `这一行没有反引号（\`），像是用 Excel 改过的文件：${FETCH_AGAIN}`
