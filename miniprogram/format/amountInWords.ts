const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖']
const PLACES = ['仟', '佰', '拾', '']
/** What is named after each group of four digits, from the left. */
const GROUPS = ['亿', '万', '']

/** Four digits in words without the zeros at either end: "0205" → 贰佰零伍. */
function groupInWords(group: string): string {
  const words = [...group].map((digit, place) => (digit === '0' ? '零' : `${DIGITS[Number(digit)]}${PLACES[place]}`))
  return words
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '')
}

/** Whole yuan under 10^12 in words, 零 where a place between two digits is empty. */
function yuanInWords(yuan: number): string {
  const digits = String(yuan).padStart(12, '0')
  let words = ''
  let gap = false
  for (const [place, unit] of GROUPS.entries()) {
    const group = digits.slice(place * 4, place * 4 + 4)
    const said = groupInWords(group)
    if (!said) {
      gap = gap || words !== ''
      continue
    }
    if (words && (gap || group.startsWith('0'))) words += '零'
    words += `${said}${unit}`
    gap = false
  }
  return words
}

/**
 * An amount in fen as it is written out on cheques and receipts: 223325 → 贰仟贰佰叁拾叁元贰角伍分. Under 10^12 yuan; the
 * sign is not said. (Source: 《支付结算办法》 appendix 1, 正确填写票据和结算凭证的基本规定.)
 */
export function amountInWords(amountFen: number): string {
  const amount = Math.abs(amountFen)
  const [yuan, jiao, fen] = [Math.floor(amount / 100), Math.floor(amount / 10) % 10, amount % 10]
  const whole = yuan > 0 ? `${yuanInWords(yuan)}元` : ''
  if (jiao === 0 && fen === 0) return whole ? `${whole}整` : '零元整'
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : whole ? '零' : ''
  return `${whole}${tenths}${fen > 0 ? `${DIGITS[fen]}分` : '整'}`
}
