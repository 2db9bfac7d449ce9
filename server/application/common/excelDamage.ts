const ERRORS = new Set(['#N/A', '#REF!', '#VALUE!', '#NAME?', '#DIV/0!', '#NULL!', '#NUM!', '#SPILL!'])
const SCIENTIFIC = /^\d(?:\.\d+)?E\+\d{2,}$/i

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
