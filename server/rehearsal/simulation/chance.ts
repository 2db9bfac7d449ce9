import { createHash } from 'node:crypto'
import type { Store } from '../../application/ports/database'
import type { Clock } from '../../application/ports/system'

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

/** Ids that come out the same each time a simulated day is told; of the same shapes as all others. */
export function seededIds(...words: (string | number)[]) {
  const chance = chanceFrom('ids', ...words)
  const numbered = (prefix: string, today: string) =>
    `${prefix}${today.slice(2).replaceAll('-', '')}${chance.letters(10)}`
  return {
    next: () => chance.letters(26),
    orderNo: (today: string) => numbered('HP', today),
    refundNo: (today: string) => numbered('RF', today),
  }
}

/** The user codes that a rulebook's pattern allows, in their order as text. */
export interface CodeSpace {
  size: number
  /** The code at a place, from 0. */
  at(place: number): string
}

const ATOM = /(\\d|\[[^\]^]+\]|[^\\[\](){}|^$.*+?])(?:\{(\d+)\})?/y

const LARGEST = Number.MAX_SAFE_INTEGER

function alphabetOf(atom: string): string {
  if (atom === '\\d') return '0123456789'
  if (!atom.startsWith('[')) return atom
  const letters = atom
    .slice(1, -1)
    .replace(/\\d/g, '0-9')
    .replace(/(.)-(.)/g, (_, from: string, to: string) => {
      const first = from.charCodeAt(0)
      return String.fromCharCode(...Array.from({ length: to.charCodeAt(0) - first + 1 }, (_, n) => first + n))
    })
  return [...new Set(letters)].sort().join('')
}

/**
 * Reads the pattern of a rulebook's user codes: letters, digits and sets of them, each any fixed number of times. Undefined
 * for a pattern that says more than that, or whose codes cannot be counted.
 */
export function codeSpace(pattern: string): CodeSpace | undefined {
  const body = pattern.slice(1, -1)
  const places: string[] = []
  ATOM.lastIndex = 0
  while (ATOM.lastIndex < body.length) {
    const atom = ATOM.exec(body)
    if (!atom) return undefined
    places.push(...Array<string>(Number(atom[2] ?? 1)).fill(alphabetOf(atom[1] ?? '')))
  }
  const size = places.reduce((product, alphabet) => product * alphabet.length, 1)
  if (places.length === 0 || size > LARGEST) return undefined
  const at = (place: number): string => {
    let rest = place
    let code = ''
    for (const alphabet of [...places].reverse()) {
      code = `${alphabet[rest % alphabet.length]}${code}`
      rest = Math.floor(rest / alphabet.length)
    }
    return code
  }
  return new RegExp(pattern).test(at(0)) && new RegExp(pattern).test(at(size - 1)) ? { size, at } : undefined
}

const PAGE = 1000

/**
 * Chooses a user code for each wanted household: one after another from a seeded place in the upper fifth of the codes,
 * passing over those that other households have. A household that is there already keeps its own. Undefined when the codes
 * do not suffice.
 */
export async function chooseCodes(
  read: Store,
  { company, space, words }: { company: string; space: CodeSpace; words: readonly string[] },
  householdIds: readonly string[],
): Promise<string[] | undefined> {
  const lowest = Math.floor(space.size * 0.8)
  const room = space.size - lowest - householdIds.length * 2
  if (room <= 0) return undefined
  const start = lowest + chanceFrom('codes', company, ...words).below(room)

  const taken = new Map<string, string>()
  const last = space.at(Math.min(space.size - 1, start + householdIds.length * 2))
  for (let after = space.at(Math.max(0, start - 1)); after < last; ) {
    const page = await read.households.page(company, after, PAGE)
    for (const { userCode, id } of page) taken.set(userCode, id)
    const end = page.at(-1)?.userCode
    if (end === undefined) break
    after = end
  }

  const codes: string[] = []
  for (let place = start; codes.length < householdIds.length; place++) {
    if (place >= space.size) return undefined
    const code = space.at(place)
    const holder = taken.get(code)
    if (holder === undefined || holder === householdIds[codes.length]) codes.push(code)
  }
  return codes
}

/** A clock that stands still: what is simulated was recorded then. */
export function stoppedClock(at: number, today: string): Clock {
  return { now: () => at, today: () => today }
}
