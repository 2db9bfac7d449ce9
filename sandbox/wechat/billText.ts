/** One row of a WeChat bill: every value, also an empty one, behind a backtick (formats.md 2.2). */
export function billRow(values: readonly string[]): string {
  return `${values.map((value) => `\`${value}`).join(',')}\n`
}

/** Merchant text in a bill: a comma becomes backslash and space, a line feed the two characters `\n`. */
export function billText(text: string): string {
  return text.replace(/,/g, '\\ ').replace(/\r?\n/g, '\\n').replace(/`/g, '')
}

/** The channel's fee of 0.20 %, in fen, rounded half up. */
export function feeFen(amountFen: number): number {
  return Math.floor((amountFen * 2 + 500) / 1000)
}

/** Fen as yuan with the bill's five decimals: 247 → 2.47000. */
export function feeText(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}000`
}

export const FEE_RATE = '0.20%'
