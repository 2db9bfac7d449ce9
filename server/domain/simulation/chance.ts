import { createHash } from 'node:crypto'

/** Crockford's base 32, as ids and order numbers are written. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TWO_32 = 2 ** 32

/** Chance that can be told again: the same words give the same draws. For simulated days only, never for secrets. */
export interface Chance {
  /** A whole number from 0 up to, not including, `limit`; limits up to 2^53. */
  below(limit: number): number
  /** A whole number between two, both included. */
  between(least: number, most: number): number
  pick<T>(things: readonly [T, ...T[]]): T
  /** So many decimal digits. */
  digits(count: number): string
  /** So many upper-case letters and digits. */
  letters(count: number): string
}

/** Makes chance from words, e.g. company, day, seed and number (xoshiro128**, seeded by SHA-256). */
export function chanceFrom(...words: (string | number)[]): Chance {
  const digest = createHash('sha256').update(JSON.stringify(words)).digest()
  let [a, b, c, d] = [0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset)) as [number, number, number, number]

  function next(): number {
    const turned = Math.imul(b, 5)
    const drawn = Math.imul((turned << 7) | (turned >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return drawn
  }

  const below = (limit: number): number =>
    Math.floor((((next() & 0x1f_ffff) * TWO_32 + next()) / (0x20_0000 * TWO_32)) * limit)
  const text = (alphabet: string, count: number) =>
    Array.from({ length: count }, () => alphabet[below(alphabet.length)]).join('')

  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: (things) => things[below(things.length)] ?? things[0],
    digits: (count) => text(LETTERS.slice(0, 10), count),
    letters: (count) => text(LETTERS, count),
  }
}
