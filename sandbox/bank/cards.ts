/** What the bank says of a card. */
export type CardReply =
  | { outcome: 'confirmed'; bankName: string; routeNo: string | null; sameBank: boolean }
  | { outcome: 'refused'; because: 'no-such-card' | 'closed' | 'name-differs' }

/** Whose card it is, by its first digits; the partner bank's own cards begin with 6217. */
const BANKS: readonly { begins: string; name: string; routeNo: string | null }[] = [
  { begins: '6217', name: '合作银行', routeNo: null },
  { begins: '6222', name: '中国工商银行', routeNo: '102100099996' },
  { begins: '6228', name: '中国农业银行', routeNo: '103100000026' },
  { begins: '6216', name: '中国银行', routeNo: '104100000004' },
]
const ELSEWHERE = { name: '其他银行', routeNo: '313100000013' }

/** Takes a card number; gives the bank's answer where no fault says otherwise: a wrong check digit is no card of anybody. */
export function judgeCard(card: string): CardReply {
  if (!/^\d{16,19}$/.test(card) || !passesLuhn(card)) return { outcome: 'refused', because: 'no-such-card' }
  const { name, routeNo } = BANKS.find(({ begins }) => card.startsWith(begins)) ?? ELSEWHERE
  return { outcome: 'confirmed', bankName: name, routeNo, sameBank: routeNo === null }
}

function passesLuhn(card: string): boolean {
  let sum = 0
  for (let at = card.length - 1, doubled = false; at >= 0; at--, doubled = !doubled) {
    const digit = Number(card[at]) * (doubled ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}
