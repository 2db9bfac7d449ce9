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
