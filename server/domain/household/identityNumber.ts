import { daysOfMonth } from '../calendar/civilDate'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECKS = '10X98765432'

/** The 18th character of a citizen's identity number, from the 17 digits before it (GB 11643, formats.md 7). */
export function identityCheck(seventeenDigits: string): string {
  const sum = WEIGHTS.reduce<number>((total, weight, index) => total + weight * Number(seventeenDigits[index]), 0)
  return CHECKS[sum % 11] ?? ''
}

/** Whether the text is a citizen's identity number: 17 digits, a date of birth that exists, and the right check (GB 11643). */
export function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false
  const [year, month, day] = [text.slice(6, 10), text.slice(10, 12), text.slice(12, 14)].map(Number)
  if (year === undefined || month === undefined || day === undefined) return false
  const born = year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month)
  return born && text[17] === identityCheck(text)
}
