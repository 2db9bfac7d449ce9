/** Digits that a spreadsheet's numbers hold. */
const DIGITS = 15

/**
 * A number as a person reads it: 1.1 + 2.2 is 3.3, though 3.3000000000000003 is what is stored. One of more than 15 digits is
 * shown as 6.217E+18, for its last digits are lost.
 */
export function numberText(value: number): string {
  const rounded = Number(value.toPrecision(DIGITS))
  return Math.abs(rounded) < 10 ** DIGITS ? String(rounded) : rounded.toExponential().toUpperCase()
}

/** The same of a number as text: 3.3000000000000003 in a CSV that a program wrote is 3.3. Any other text stays as it is. */
export function withoutTail(text: string): string {
  const [, whole = '', decimals = ''] = /^[+-]?(\d+)\.(\d{3,})$/.exec(text) ?? []
  return (whole + decimals).replace(/^0+/, '').length > DIGITS ? numberText(Number(text)) : text
}
