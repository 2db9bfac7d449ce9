import type { Particulars } from '../../../contract/estimates'
import type { Billing, HeatSource, Service, Storeys, Use } from '../../../contract/words'
import { daysOfMonth } from '../calendar/civilDate'

/** A heat account (热用户): the dwelling that is charged, and what the company has registered of it. */
export interface Household {
  id: string
  company: string
  userCode: string
  /** Registered owner; sealed at rest. */
  owner: string
  /** Registered owner's identity number; sealed at rest, null when the company has none on file. */
  identityNumber: string | null
  phone: string | null
  /** The card to which refunds are paid (BZ5); sealed at rest. */
  bankCard: string | null
  estate: string
  building: string
  unit: string
  room: string
  use: Use
  heatSource: HeatSource | null
  billing: Billing
  /** m² as decimal text. */
  buildingArea: string
  usableArea: string | null
  storeys: Storeys | null
  storeyHeight: string | null
  service: Service
  /** Whether the household holds a card; others pay through their estate's manager where the rulebook says so (BO3). */
  cardHolder: boolean
  /** Date of the demolition agreement, where there is one (TS5). */
  movedOutOn: string | null
  /** The season for which the low-income papers were approved (BO4), null when never. */
  lowIncomeApprovedFor: string | null
  /** What its company registers besides, in the words of its rulebook; null or left out where that is nothing. */
  particulars?: Particulars | null
  /** Money that the company holds for the household (C6). */
  creditFen: number
  /** Raised by every change of money on this household: the guarded row of M2. */
  version: number
  createdAt: number
}

/** The address on one line, as the owner reads it. */
export function addressOf(household: Pick<Household, 'estate' | 'building' | 'unit' | 'room'>): string {
  return [household.estate, household.building, household.unit, household.room].filter(Boolean).join('')
}

/** 张三 → 张*, 欧阳小明 → 欧***; nothing of the given name is left (faults.md, API and identity). */
export function maskOwner(owner: string): string {
  const letters = [...owner.trim()]
  if (letters.length === 0) return '*'
  return `${letters[0]}${'*'.repeat(Math.max(1, letters.length - 1))}`
}

/**
 * The owner to somebody who has proved nothing (faults.md, API and identity): the surname with stars that do not tell how long
 * the name is; nothing at all where the name itself is the proof, or may be.
 */
export function hideOwner(owner: string, proof?: 'owner-name' | 'identity-number'): string {
  return proof === 'identity-number' ? `${[...owner.trim()][0] ?? '*'}**` : '***'
}

/** Estate and unit stay, building and room go: 幸福里***3单元. */
export function maskAddress(household: Pick<Household, 'estate' | 'unit'>): string {
  return `${household.estate}***${household.unit}`
}

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
