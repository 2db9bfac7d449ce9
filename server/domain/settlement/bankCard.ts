/** A bank card number as people type it, without its blanks. */
export function plainCard(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '')
}

/** Whether a card number's check digit is right (Luhn, formats.md 7). Some old accounts fail it: a warning, no refusal. */
export function passesLuhn(card: string): boolean {
  if (!/^\d{16,19}$/.test(card)) return false
  const sum = [...card].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** 6217****0012: enough for its owner to know it again. */
export function maskCard(card: string): string {
  return card.length < 12 ? '****' : `${card.slice(0, 4)}****${card.slice(-4)}`
}
