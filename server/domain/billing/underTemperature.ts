import type { CivilDate } from '../calendar/civilDate'
import type { Rulebook } from '../rulebook/rulebook'
import { dividedHalfUp, exact } from '../tariff/exact'

/** A room's temperature in °C, as decimal text, measured on a day after the repair report. */
export interface Measurement {
  on: CivilDate
  celsius: string
}

export type ColdRooms =
  | { outcome: 'no-rule' }
  | { outcome: 'too-few'; needed: number }
  | { outcome: 'warm-enough' | 'ground'; meanCelsius: string }

/**
 * Whether a month's measurements are ground for a reduction (domain.md TS7): enough of them since the report, and their mean
 * below the promised temperature. The mean is compared exactly and shown to 0.01 °C. How much is taken off is decided
 * by staff: the notice gives no formula. `month` is `YYYY-MM`.
 */
export function coldRooms(
  rulebook: Pick<Rulebook, 'underTemperature'>,
  month: string,
  reportedOn: CivilDate,
  measurements: readonly Measurement[],
): ColdRooms {
  const rule = rulebook.underTemperature
  if (!rule) return { outcome: 'no-rule' }
  const counted = measurements.filter(({ on }) => on.startsWith(`${month}-`) && on >= reportedOn)
  if (counted.length < rule.measurementsPerMonth) return { outcome: 'too-few', needed: rule.measurementsPerMonth }
  const sum = counted.reduce((total, { celsius }) => total.plus(celsius), exact('0'))
  const meanCelsius = dividedHalfUp(sum, exact(counted.length), 2).toFixed(2)
  const tooCold = sum.lt(exact(rule.belowCelsius).times(counted.length))
  return { outcome: tooCold ? 'ground' : 'warm-enough', meanCelsius }
}
