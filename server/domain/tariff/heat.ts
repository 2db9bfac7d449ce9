import type { HeatUnit } from '../../../contract/words'
import { type Exact, exact } from './exact'

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
