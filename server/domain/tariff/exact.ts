import Big from 'big.js'
import type { HeatUnit } from '../../../contract/words'

/**
 * Exact decimals (domain.md C1, C3): products keep every digit, and a division happens once, last, together with
 * the rounding, so that nothing is rounded in between.
 */
export type Exact = Big

/** Its division gives whole numbers, rounded half up on the true quotient. */
const Whole = Big()

Whole.DP = 0

Whole.RM = 1

/** Reads a decimal written as text: areas, prices, heights, quantities of heat. */
export function exact(text: string | number): Exact {
  return new Big(text)
}

/** `value ÷ divisor`, rounded half up once, to so many decimals. */
export function dividedHalfUp(value: Exact, divisor: Exact, decimals: number): Exact {
  const scale = new Big(10).pow(decimals)
  return new Big(new Whole(value.times(scale)).div(divisor).toFixed()).div(scale)
}

/** Rounds half up to so many decimals. */
export function roundedHalfUp(value: Exact, decimals: number): Exact {
  return value.round(decimals, Big.roundHalfUp)
}

/** Rounds up to a whole number (domain.md C7). */
export function roundedUp(value: Exact): Exact {
  return value.round(0, Big.roundUp)
}

/** `30%` → 0.3. */
export function percent(text: string): Exact {
  return new Big(text.replace('%', '')).times('0.01')
}

/** A decimal as people read it: at least two decimals, more where it has more: 5 → "5.00", 1.004 → "1.004". */
export function decimalsShown(value: Exact, atLeast = 2): string {
  const plain = value.toFixed()
  const decimals = plain.split('.')[1] ?? ''
  return decimals.length >= atLeast ? plain : value.toFixed(atLeast)
}

/** A season's heat as the meter shows it; the quantity is decimal text. */
export interface MeteredHeat {
  quantity: string
  unit: HeatUnit
}

/** 1 kWh = 3.6 MJ, 1 MWh = 3.6 GJ (domain.md C3), so whole megajoules hide no rounding: kWh counts in tenths. */
const TENTHS_OF_MEGAJOULES: Record<HeatUnit, number> = { kWh: 36, MWh: 36_000, GJ: 10_000 }

/**
 * Heat in the tariff's unit, as a fraction: `quantity × times ÷ over`. It stays a fraction because 1 GJ is no finite
 * number of kWh; the one division comes with the rounding to fen (C3).
 */
export function heatInUnit(
  heat: MeteredHeat,
  unit: HeatUnit,
): { numerator: Exact; denominator: Exact; formula: string } {
  return {
    numerator: exact(heat.quantity).times(TENTHS_OF_MEGAJOULES[heat.unit]),
    denominator: exact(TENTHS_OF_MEGAJOULES[unit]),
    formula: `${exact(heat.quantity).toFixed()} ${heat.unit}${CONVERSIONS[heat.unit][unit]}`,
  }
}

/** The conversion as the notices print it (用热量 × 0.0036). */
const CONVERSIONS: Record<HeatUnit, Record<HeatUnit, string>> = {
  kWh: { kWh: '', MWh: ' ÷ 1000', GJ: ' × 0.0036' },
  MWh: { kWh: ' × 1000', MWh: '', GJ: ' × 3.6' },
  GJ: { kWh: ' ÷ 0.0036', MWh: ' ÷ 3.6', GJ: '' },
}
