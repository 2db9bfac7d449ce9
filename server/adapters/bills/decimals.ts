const ZERO = 0x30
const POINT = 0x2e
const MINUS = 0x2d
const PLUS = 0x2b

/**
 * Reads a decimal from bytes, digit by digit, as a whole number of its `places`-th decimals (yuan with 2 places are fen).
 * NaN when it is none, or has further decimals that are not zero, or more digits than a safe integer holds.
 */
export function decimalAt(bytes: Uint8Array, start: number, end: number, places: number): number {
  let at = start
  const sign = bytes[at] === MINUS ? -1 : 1
  if (bytes[at] === MINUS || bytes[at] === PLUS) at += 1
  let value = 0
  let decimals = -1
  let digits = 0
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0
    if (byte === POINT && decimals < 0) {
      decimals = 0
      continue
    }
    const digit = byte - ZERO
    if (digit < 0 || digit > 9) return Number.NaN
    digits += 1
    if (decimals >= places) {
      if (digit !== 0) return Number.NaN
      continue
    }
    if (decimals >= 0) decimals += 1
    value = value * 10 + digit
  }
  if (digits === 0) return Number.NaN
  for (let place = Math.max(0, decimals); place < places; place++) value *= 10
  if (value > Number.MAX_SAFE_INTEGER) return Number.NaN
  return value === 0 ? 0 : sign * value
}

/** The same from text; see `decimalAt`. As UTF-8: cut to single bytes, “丰” (U+4E30) would be the digit 0. */
export function decimalOf(text: string, places: number): number {
  const bytes = Buffer.from(text, 'utf8')
  return decimalAt(bytes, 0, bytes.length, places)
}
