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
