import { z } from 'zod'
import { seasonName } from '../../../contract/estimates'
import { type Billing, HEAT_SOURCES, HEAT_UNITS, type HeatSource, USES, type Use } from '../../../contract/words'
import { flag, percentText, positiveDecimal, price, ruleNumber, sourceKey, text } from './scalars'

/** What an area price multiplies: the building area, the usable area (TS1), the converted area (TS2). */
const AREA_BASES = ['building', 'usable', 'converted'] as const

export type AreaBasis = (typeof AREA_BASES)[number]

/** 元/m² a season, or 元/(月·m²) × the season's months, of which `share` is charged (LZ3: 30 %). */
const areaLine = z.strictObject({
  label: text,
  per: z.enum(AREA_BASES),
  price,
  monthly: flag.default(false),
  share: percentText.optional(),
})

export type AreaPriceLine = z.output<typeof areaLine>

/** 元 per unit of heat; a meter that shows another unit is converted exactly (C3). */
const heatLine = z.strictObject({ label: text, per: z.enum(HEAT_UNITS), price })

export type HeatPriceLine = z.output<typeof heatLine>

/** Seasons, both inclusive. An absent `from` means all earlier ones, an absent `to` all later ones. */
const seasonRange = z.strictObject({ from: seasonName.optional(), to: seasonName.optional() })

export type SeasonRange = z.output<typeof seasonRange>

const whom = {
  uses: z.array(z.enum(USES)).min(1),
  /** Absent: each of the company's heat sources. */
  heatSources: z.array(z.enum(HEAT_SOURCES)).min(1).optional(),
  seasons: seasonRange.default({}),
  rule: ruleNumber,
  source: sourceKey,
}

/** The area fee: each line is printed, and rounded, for itself (C1, BO1). */
export const areaPrice = z.strictObject({ ...whom, lines: z.array(areaLine).min(1) })

export type AreaPrice = z.output<typeof areaPrice>

/**
 * The two-part tariff (C3). Without `base` and `energy` the notice names the tariff but publishes no price (BJ2): such
 * a household prepays the area fee, and its settlement is refused.
 */
export const meteredPrice = z.strictObject({ ...whom, base: areaLine.optional(), energy: heatLine.optional() })

export type MeteredPrice = z.output<typeof meteredPrice>

/** How the areas that prices multiply are worked out from what is on file. */
export const areaRules = z.strictObject({
  usable: z.strictObject({ divisor: positiveDecimal, rule: ruleNumber }).optional(),
  converted: z
    .strictObject({
      /** Storeys up to this height, in metres, inclusive, count as ordinary. */
      ordinaryHeight: positiveDecimal,
      /** What each metre above it adds to the factor. */
      perMetreOver: positiveDecimal,
      factors: z.strictObject({ multi: positiveDecimal, single: positiveDecimal }),
      rule: ruleNumber,
    })
    .optional(),
})

/** Tiers of a year's gas, m³; a bound belongs to the tier below it (LZ6). The last tier has no bound. */
const gasTier = z.strictObject({ upTo: positiveDecimal.optional(), price })

export const gasTiers = z.strictObject({
  homes: z.strictObject({ ordinary: z.array(gasTier).min(1), 'wall-boiler': z.array(gasTier).min(1) }),
  rule: ruleNumber,
  source: sourceKey,
})

export type GasTier = z.output<typeof gasTier>

/** How the shared words read on a bill and in a refusal. */
export const USE_LABELS: Record<Use, string> = {
  residential: '居民住宅',
  'low-income': '低保户',
  'non-residential': '非居民',
  public: '公建',
  office: '办公、教学、医院',
  hotel: '宾馆、饭店、招待所',
  commercial: '商业营业性用房、厂房',
}

export const HEAT_SOURCE_LABELS: Record<HeatSource, string> = {
  district: '集中供热（热网）',
  boiler: '锅炉供热',
  'coal-direct': '燃煤直供',
  'coal-indirect': '燃煤间供',
  clean: '天然气、液化气、油、电',
  coal: '燃煤',
  gas: '燃气',
}

export const BILLING_LABELS: Record<Billing, string> = { area: '按面积', metered: '按热计量' }

export const AREA_LABELS: Record<AreaBasis, string> = {
  building: '建筑面积',
  usable: '使用面积',
  converted: '折合建筑面积',
}
