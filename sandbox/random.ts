import { randomBytes, randomInt } from 'node:crypto'

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** `length` characters of [A-Za-z0-9], as nonces, codes and tokens are made of. */
export function randomText(length: number): string {
  let text = ''
  for (let i = 0; i < length; i++) text += LETTERS_AND_DIGITS[randomInt(LETTERS_AND_DIGITS.length)]
  return text
}

/** `length` lower-case hexadecimal digits. */
export function randomHex(length: number): string {
  return randomBytes(Math.ceil(length / 2))
    .toString('hex')
    .slice(0, length)
}

/** `length` decimal digits. */
export function randomDigits(length: number): string {
  let text = ''
  for (let i = 0; i < length; i++) text += String(randomInt(10))
  return text
}

/** JSON text with sorted keys: equal texts mean equal requests, whatever the order of their fields. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
