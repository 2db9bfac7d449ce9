/** 64 bits that stand for an order's or a channel's number. Two numbers of one day share them by chance once in 10^19 pairs. */
export interface NumberHash {
  low: number
  high: number
}

const LOW_SEED = 0x9e3779b9

const HIGH_SEED = 0x7f4a7c15

function finish(low: number, high: number, into: NumberHash): void {
  let one = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  one = Math.imul(one ^ (one >>> 15), 2246822519)
  let other = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  other = Math.imul(other ^ (other >>> 15), 3266489917)
  into.low = one >>> 0
  into.high = other >>> 0
}

/** Hashes the bytes from `start` up to `end`, without making text of them. */
export function hashBytes(bytes: Uint8Array, start: number, end: number, into: NumberHash): void {
  let low = LOW_SEED
  let high = HIGH_SEED
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0
    low = Math.imul(low ^ byte, 2654435761)
    high = Math.imul(high ^ byte, 1597334677)
  }
  finish(low, high, into)
}

/** Hashes a text just as its UTF-8 bytes would be. */
export function hashText(text: string, into: NumberHash): void {
  let low = LOW_SEED
  let high = HIGH_SEED
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) {
      const bytes = new TextEncoder().encode(text)
      hashBytes(bytes, 0, bytes.length, into)
      return
    }
    low = Math.imul(low ^ code, 2654435761)
    high = Math.imul(high ^ code, 1597334677)
  }
  finish(low, high, into)
}

/** The hash of a text, as an object of its own. */
export function hashOf(text: string): NumberHash {
  const hash = { low: 0, high: 0 }
  hashText(text, hash)
  return hash
}

const MAX_SHOWN = 300

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
    .slice(0, MAX_SHOWN)
    .replace(MAIL, '***@')
    .replace(CARD, '****$1')
    .replace(MOBILE, '$1****$2')
    .replace(CHINESE, (run) => `${run.slice(0, 1)}${'*'.repeat(Math.min(run.length - 1, 3))}`)
  return text.length > MAX_SHOWN ? `${masked}…` : masked
}
