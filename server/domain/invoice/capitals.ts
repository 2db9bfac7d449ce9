const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['仟', '佰', '拾', '']
const SECTIONS = ['', '万', '亿']
const MOST_FEN = 1e14

/** Four digits in capitals, inner zeros as one 零: 2033 → 贰仟零叁拾叁. */
function section(value: number): string {
  const digits = String(value).padStart(4, '0')
  let text = ''
  let zero = false
  for (let place = 0; place < 4; place++) {
    const digit = Number(digits[place])
    if (digit === 0) zero = text !== ''
    else {
      text += `${zero ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`
      zero = false
    }
  }
  return text
}

function wholeYuan(yuan: number): string {
  let text = ''
  let gap = false
  for (let at = SECTIONS.length - 1; at >= 0; at--) {
    const value = Math.floor(yuan / 10_000 ** at) % 10_000
    if (value === 0) gap = text !== ''
    else {
      const zero = text !== '' && (gap || value < 1000)
      text += `${zero ? '零' : ''}${section(value)}${SECTIONS[at]}`
      gap = false
    }
  }
  return text
}

/**
 * An amount in fen as invoices write it, in Chinese capitals: 223325 → 贰仟贰佰叁拾叁元贰角伍分, 100000 → 壹仟元整.
 * Throws RangeError below 1 fen and from 10^12 yuan on.
 */
export function inCapitals(amountFen: number): string {
  if (!Number.isSafeInteger(amountFen) || amountFen < 1 || amountFen >= MOST_FEN) {
    throw new RangeError(`no amount for an invoice: ${amountFen} fen`)
  }
  const yuan = Math.floor(amountFen / 100)
  const jiao = Math.floor(amountFen / 10) % 10
  const fen = amountFen % 10
  const whole = yuan > 0 ? `${wholeYuan(yuan)}元` : ''
  if (jiao === 0 && fen === 0) return `${whole}整`
  const tens = jiao > 0 ? `${DIGITS[jiao]}角` : whole === '' ? '' : '零'
  return `${whole}${tens}${fen > 0 ? `${DIGITS[fen]}分` : '整'}`
}
