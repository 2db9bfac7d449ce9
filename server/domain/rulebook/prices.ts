import { z } from 'zod'
import { civilDate, definedWord, seasonName } from '../../../contract/estimates'
import { HEAT_SOURCES, HEAT_UNITS, USES } from '../../../contract/words'
import {
  chargedYuan,
  flag,
  percentText,
  positiveDecimal,
  price,
  ruleNumber,
  shareText,
  sourceKey,
  text,
} from './scalars'

/** A use that the file defines: how it reads, what else household files write for it, and as which common use it is taxed. */
export const useDefinition = z.strictObject({
  label: text,
  also: z.array(text).default([]),
  taxedAs: z.enum(USES),
})

/** A kind of area by its name in the file; three names need no label: `building`, `usable`, `converted`. */
export type AreaBasis = string

/** A price that holds from a day on, within a season or between two: the season is split by days. */
const priceChange = z.strictObject({ on: civilDate, price, source: sourceKey.optional() })

/** Tiers of area; a bound belongs to the tier below it, the last tier has none. */
const areaTier = z.strictObject({ upTo: positiveDecimal.optional(), price, final: price.optional() })

/**
 * One printed line: what is counted (a kind of area, each household, each device) × price, × months or days, × share,
 * × what the storey height adds.
 */
const areaLine = z.strictObject({
  label: text,
  /** A kind of area, a device of `devices`, or `household`. */
  per: definedWord,
  /** 元 per unit and season, month or day. */
  price: price.optional(),
  /** Instead of `price`: prices by tiers of area. */
  tiers: z.array(areaTier).min(2).optional(),
  /** × the season's months. */
  monthly: flag.default(false),
  /** × the season's days. */
  daily: flag.default(false),
  share: percentText.optional(),
  /** One of `heights`: what a high storey adds. */
  height: definedWord.optional(),
  /** Price changes by day; `price` holds before the first. */
  changes: z.array(priceChange).min(1).optional(),
  /** The price is not final yet, and the bill says so. */
  provisional: flag.default(false),
  /** The final price of a provisional one, once it is published. */
  final: price.optional(),
  /** Whether a late fee runs on this line. */
  lateFee: flag.default(true),
})

export type AreaPriceLine = z.output<typeof areaLine>

/** 元 per unit of heat; a meter that shows another unit is converted exactly (C3). `factors`: × what is on file of the home. */
const heatLine = z.strictObject({
  label: text,
  per: z.enum(HEAT_UNITS),
  price,
  factors: z.array(definedWord).default([]),
})

export type HeatPriceLine = z.output<typeof heatLine>

/** Seasons, both inclusive. An absent `from` means all earlier ones, an absent `to` all later ones. */
const seasonRange = z.strictObject({ from: seasonName.optional(), to: seasonName.optional() })

export type SeasonRange = z.output<typeof seasonRange>

const whom = {
  uses: z.array(definedWord).min(1),
  /** Absent: each of the company's heat sources. */
  heatSources: z.array(z.enum(HEAT_SOURCES)).min(1).optional(),
  /** Homes with one of these; such a price goes before one that names none. */
  categories: z.array(definedWord).min(1).optional(),
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
export const meteredPrice = z.strictObject({
  ...whom,
  base: areaLine.optional(),
  energy: heatLine.optional(),
  /** What is paid before the season instead of the area fee; a tariff with it may do without `base`. */
  prepay: z.array(areaLine).min(1).optional(),
  /** A season's heat costs at least so much. */
  minimum: chargedYuan.optional(),
})

export type MeteredPrice = z.output<typeof meteredPrice>

/** How an area that prices multiply is worked out from what is on file; rounded half up to 0.01 m² where it is. */
const areaKind = z.strictObject({
  label: text.optional(),
  /** Without such an area on file: building area ÷ this. */
  divisor: positiveDecimal.optional(),
  /** Without such an area on file: building area × this. */
  ofBuilding: percentText.optional(),
  /** Parts of a home (`parts`) that are added, each by its own share. */
  parts: z.array(definedWord).min(1).optional(),
  /** Building area × a factor by storeys and storey height (TS2): storeys up to this height, in metres, count as ordinary. */
  ordinaryHeight: positiveDecimal.optional(),
  /** What each metre above it adds to the factor. */
  perMetreOver: positiveDecimal.optional(),
  factors: z.strictObject({ multi: positiveDecimal, single: positiveDecimal }).optional(),
  rule: ruleNumber,
})

export type AreaKind = z.output<typeof areaKind>

export const areaRules = z.record(definedWord, areaKind)

/** A part of a home that counts by itself: by one share, or by its height, the highest bound first, the last without one. */
export const partRule = z.strictObject({
  label: text,
  share: shareText.optional(),
  byHeight: z
    .array(z.strictObject({ from: positiveDecimal.optional(), share: shareText }))
    .min(2)
    .optional(),
  rule: ruleNumber,
})

export type PartRule = z.output<typeof partRule>

/** What a high storey adds to a line: in proportion, by steps, or by bands. Heights in metres. */
export const heightRule = z.strictObject({
  by: z.enum(['ratio', 'steps', 'bands']),
  /** Storeys up to this height, inclusive, are ordinary. */
  over: positiveDecimal.optional(),
  /** `steps`: so much for each step above `over`. */
  step: positiveDecimal.optional(),
  each: percentText.optional(),
  /** A step counts when it is full, as soon as it is started, or from its half on. */
  counts: z.enum(['full', 'started', 'nearest']).optional(),
  /** The most that the steps add, as a share (`50%`). */
  atMost: shareText.optional(),
  /** `bands`: × `factor` over each bound, the lowest first. */
  bands: z
    .array(z.strictObject({ over: positiveDecimal, factor: positiveDecimal }))
    .min(1)
    .optional(),
  /** No height on file: refused, or taken as ordinary. */
  unknown: z.enum(['refuse', 'ordinary']).default('refuse'),
  rule: ruleNumber,
})

export type HeightRule = z.output<typeof heightRule>

/** Things that are charged each, and the word they are counted with: `换热器`, `台`. */
export const deviceRule = z.strictObject({ label: text, unit: text })

/** Tiers of a year's gas, m³; a bound belongs to the tier below it (LZ6). The last tier has no bound. */
const gasTier = z.strictObject({ upTo: positiveDecimal.optional(), price })

export const gasTiers = z.strictObject({
  homes: z.strictObject({ ordinary: z.array(gasTier).min(1), 'wall-boiler': z.array(gasTier).min(1) }),
  rule: ruleNumber,
  source: sourceKey,
})

export type GasTier = z.output<typeof gasTier>
