import type { Household } from './household'

/** A word by which a household is found; kept as a keyed hash, since it is personal. */
export interface HouseholdWord {
  householdId: string
  company: string
  /** The word itself on the way in, its hash on the way out. */
  word: string
}

const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{P}]/gu, '')
    .toUpperCase()

/** The numbers of a place in their order: 3号楼2单元501 and 3-2-501 are both 3-2-501. */
export const placeNumbers = (text: string): string => (text.normalize('NFKC').match(/\d+/g) ?? []).join('-')

/** What somebody typed, in each form in which a household may be kept under it. */
export function wordsTyped(typed: string): string[] {
  const plain = letters(typed)
  const numbers = placeNumbers(typed)
  const estate = letters(typed.replace(/\d.*$/s, ''))
  return [
    ...new Set([`name:${plain}`, `phone:${plain}`, `room:${plain}`, `place:${numbers}`, `place:${estate}${numbers}`]),
  ]
}

/** All words of a household: its owner's name, the telephone and its last four, the room, and where it is. */
export function wordsOf(
  household: Pick<Household, 'owner' | 'phone' | 'estate' | 'building' | 'unit' | 'room'>,
): string[] {
  const { owner, phone, estate, building, unit, room } = household
  const digits = phone === null ? '' : letters(phone)
  const numbers = placeNumbers([building, unit, room].join(' '))
  return [
    ...new Set([
      `name:${letters(owner)}`,
      ...(digits === '' ? [] : [`phone:${digits}`, `phone:${digits.slice(-4)}`]),
      `room:${letters(room)}`,
      ...(numbers === '' ? [] : [`place:${numbers}`, `place:${letters(estate)}${numbers}`]),
    ]),
  ]
}
