import type { HeatUnit } from '../../../contract/words'
import { type Exact, exact } from '../tariff/exact'
import { heatInUnit } from '../tariff/heat'

/** What a household's heat meter showed after a season. Never changed: a correction is a further row, and the last one holds. */
export interface MeterReading {
  id: string
  company: string
  householdId: string
  season: string
  /** 1, 2, 3 … within household and season. */
  sequence: number
  /** Readings at the season's beginning and end, as decimal text; null where the file gives the quantity alone. */
  startReading: string | null
  endReading: string | null
  /** The heat used, as decimal text. */
  quantity: string
  unit: HeatUnit
  /** The meter is broken, or its fault distorted the data (domain.md C5). */
  faulty: boolean
  /** The number of the import, and where in its file the row stands. */
  batch: number
  line: number
  fileName: string
  by: string
  recordedAt: number
}

/** What one row of a readings file says. */
export type ReadReading = Pick<MeterReading, 'startReading' | 'endReading' | 'quantity' | 'unit' | 'faulty'>

const READING_FIELDS = ['startReading', 'endReading', 'quantity', 'unit', 'faulty'] as const

/** Whether two rows say the same of a meter. */
export function sameReading(one: ReadReading, other: ReadReading): boolean {
  return READING_FIELDS.every((field) => one[field] === other[field])
}

/** What was used between two readings of one meter. */
export function heatBetween(startReading: string, endReading: string): Exact {
  return exact(endReading).minus(startReading)
}

/** Several times what the coldest house uses in a season: more is a reading in another unit (decided). */
const ABSURD_KWH_PER_SQUARE_METRE = 1000

/** Whether a quantity is more heat than a dwelling of so many m² can have used. */
export function isAbsurd({ quantity, unit }: Pick<ReadReading, 'quantity' | 'unit'>, squareMetres: string): boolean {
  const { numerator, denominator } = heatInUnit({ quantity, unit }, 'kWh')
  return numerator.gt(denominator.times(squareMetres).times(ABSURD_KWH_PER_SQUARE_METRE))
}
