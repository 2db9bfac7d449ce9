/** Without zod, so that pages can take it. */

/** Characters of a unified social credit code: no I, O, S, V, Z (GB 32100, formats.md 7). */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const

/** The 18th character of a unified social credit code, from the 17 before it; undefined when one is not of its alphabet. */
export function creditCodeCheck(seventeen: string): string | undefined {
  let sum = 0
  for (let at = 0; at < 17; at++) {
    const value = ALPHABET.indexOf(seventeen[at] ?? ' ')
    if (value < 0) return undefined
    sum += value * (WEIGHTS[at] ?? 0)
  }
  return ALPHABET[(31 - (sum % 31)) % 31]
}

export type ReadTaxNumber =
  /** `old`: one of the kinds that were issued before 2015, which have no check digit that could be verified here. */
  { outcome: 'read'; taxNumber: string; old: boolean } | { outcome: 'wrong' }

/** Reads a company's tax number: 18 characters with their check digit (GB 32100), or one of 15, 17 or 20 from before. */
export function readTaxNumber(text: string): ReadTaxNumber {
  const taxNumber = text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  if (!/^[0-9A-Z]+$/.test(taxNumber)) return { outcome: 'wrong' }
  if (taxNumber.length === 18) {
    return creditCodeCheck(taxNumber) === taxNumber[17]
      ? { outcome: 'read', taxNumber, old: false }
      : { outcome: 'wrong' }
  }
  return [15, 17, 20].includes(taxNumber.length) ? { outcome: 'read', taxNumber, old: true } : { outcome: 'wrong' }
}
