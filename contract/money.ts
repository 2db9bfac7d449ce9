/**
 * Money is a whole number of fen (1 yuan = 100 fen), domain.md C1.
 * The brand keeps a yuan amount or a count from being passed where fen are meant.
 */
export type Fen = number & { readonly __unit: 'fen' }

/** Takes a number that is meant to be fen; gives it branded. Throws RangeError when it is not a safe integer. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of fen: ${value}`)
  return (value === 0 ? 0 : value) as Fen
}

/** Zero fen. */
export const NO_MONEY = fen(0)

/** Adds amounts in fen; throws RangeError past the safe integers. */
export function sumFen(amounts: Iterable<number>): Fen {
  let total = 0
  for (const amount of amounts) total += amount
  return fen(total)
}

const YUAN = /^([+-]?)(\d{1,13})(?:\.(\d{1,2}))?$/

/**
 * Reads yuan written as text ("1234.56", "-0.5", "20") digit by digit, never through a float.
 * Gives fen, or undefined when the text is not an amount with at most two decimals.
 */
export function parseYuan(text: string): Fen | undefined {
  const match = YUAN.exec(text)
  if (!match) return undefined
  const [, sign, whole = '0', decimals = ''] = match
  const amount = Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
  if (!Number.isSafeInteger(amount)) return undefined
  return fen(sign === '-' ? -amount : amount)
}

/** Fen as plain yuan with two decimals, as channels and bank files write it: 123456 → "1234.56". */
export function yuanText(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Fen as a resident reads it: 111663 → "1,116.63 元" (ui.md, Copy). */
export function formatYuan(amount: number): string {
  const [whole = '0', decimals = '00'] = yuanText(amount).split('.')
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${decimals} 元`
}
