const MOST_SHOWN = 300

/** Names, addresses and titles: the first sign of each run of Chinese stays, so that the clerk knows the field. */
const CHINESE = /\p{Script=Han}{2,}/gu
const MAIL = /[\w.+-]+@/g
/** Cards of banks and identity numbers have 15 to 19 digits; a channel's own numbers are longer. */
const CARD = /(?<!\d)\d{11,15}(\d{3}[\dXx])(?!\d)/g
const MOBILE = /(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g

/**
 * A line of a bank's or channel's file as a page may show it: who paid is masked (Chinese words but for their first sign,
 * mobile numbers, bank cards, identity numbers, mail addresses), what the clerk looks for is not (user code, the bank's
 * number, amount, day). Long lines are cut.
 */
export function maskLine(text: string): string {
  const masked = text
    .slice(0, MOST_SHOWN)
    .replace(MAIL, '***@')
    .replace(CARD, '****$1')
    .replace(MOBILE, '$1****$2')
    .replace(CHINESE, (run) => `${run.slice(0, 1)}${'*'.repeat(Math.min(run.length - 1, 3))}`)
  return text.length > MOST_SHOWN ? `${masked}…` : masked
}
