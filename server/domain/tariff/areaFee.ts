import type { FeeLine, FeeSheet, OtherPayer } from '../../../contract/estimates'
import { type Fen, sumFen } from '../../../contract/money'
import { daysFromTo } from '../calendar/civilDate'
import { seasonDates } from '../calendar/season'
import type { Relief } from '../rulebook/adjustments'
import { holdsFor } from '../rulebook/inScope'
import type { AreaPriceLine } from '../rulebook/prices'
import type { Rulebook } from '../rulebook/rulebook'
import { chargedArea, type HouseholdFacts, isRefused, type NoPrice } from './area'
import { decimalsShown, type Exact, exact, percent } from './exact'
import { type Citation, citation, feeSheet, yuanToFen } from './feeLine'
import { type HeightFactor, heightFactor } from './storeyHeight'

/** What a line counts, and how the bill names it: `100.00 m²`, `2 台`. */
interface Quantity {
  amount: Exact
  unit: string
  /** How many decimals people read at least. */
  decimals: number
  derivation?: string
}

/** A part of a line's quantity with one price: a tier, the part under a relief, days before or after a change of price. */
interface Segment {
  amount: Exact
  price: Exact
  /** What the label adds: `144 m² 及以内`. */
  suffix: string[]
  /** × a share of the price, as written. */
  share?: string
  days?: { charged: number; of: number }
  source?: string
  /** Who pays it; undefined: the household. */
  payer?: string
}

/** A printed line, and who pays it where the household does not. */
export interface PricedLine {
  line: FeeLine
  payer?: string
}

export interface Pricing {
  /** The reliefs that the household has. */
  reliefs?: readonly Relief[]
  /** Another price instead of each line's own: who pays early, the final price of a provisional one. */
  priceOf?: (line: AreaPriceLine, of: { final?: string }) => string | undefined
}

/**
 * The printed lines of one line of a price, each rounded for itself (domain.md C1, LZ1, LZ3, BO2): quantity × price × share ×
 * months or days × storey height; one line for each tier, for the part under a relief and for each price that held within the
 * season. A device that a home does not have prints nothing. Refuses what is not on file (C10).
 */
export function pricedLines(
  rulebook: Rulebook,
  line: AreaPriceLine,
  cited: Citation,
  household: HouseholdFacts,
  season: string,
  { reliefs = [], priceOf }: Pricing = {},
): PricedLine[] | NoPrice {
  const quantity = quantityOf(rulebook, line.per, household)
  if (quantity === undefined) return []
  if (isRefused(quantity)) return quantity
  const rule = line.height === undefined ? undefined : rulebook.heights[line.height]
  const height = rule && heightFactor(rule, household.storeyHeight)
  if (height && isRefused(height)) return height
  const segments = relieved(rulebook, tiersOf(line, quantity, priceOf), quantity, reliefs).flatMap((one) =>
    priceOf?.(line, line) === undefined ? changedWithin(rulebook, line, one, season) : [one],
  )
  const printed: PricedLine[] = []
  for (const segment of segments) {
    const text = printedLine(rulebook, line, { quantity, segment, season, height, cited })
    if (isRefused(text)) return text
    printed.push({ line: text, ...(segment.payer === undefined ? {} : { payer: segment.payer }) })
  }
  return printed
}

function quantityOf(rulebook: Rulebook, per: string, household: HouseholdFacts): Quantity | NoPrice | undefined {
  if (per === 'household') return { amount: exact('1'), unit: '户', decimals: 0 }
  const device = rulebook.devices[per]
  if (device) {
    const count = household.devices?.[per] ?? 0
    return count === 0 ? undefined : { amount: exact(count), unit: device.unit, decimals: 0 }
  }
  const area = chargedArea(rulebook, per, household)
  if (isRefused(area)) return area
  return { amount: area.squareMetres, unit: 'm²', decimals: 2, derivation: area.derivation }
}

/** The tiers that the quantity reaches; a bound belongs to the tier below it. */
function tiersOf(line: AreaPriceLine, { amount, unit }: Quantity, priceOf: Pricing['priceOf']): Segment[] {
  const { price, tiers } = line
  if (tiers === undefined) return [{ amount, price: exact(priceOf?.(line, line) ?? price ?? '0'), suffix: [] }]
  return tiers.flatMap((tier, index) => {
    const above = exact(tiers[index - 1]?.upTo ?? '0')
    const top = tier.upTo === undefined || amount.lt(tier.upTo) ? amount : exact(tier.upTo)
    if (top.lte(above)) return []
    const bound = tier.upTo === undefined ? `${above.toFixed()} ${unit} 以上部分` : `${tier.upTo} ${unit} 及以内部分`
    return [{ amount: top.minus(above), price: exact(priceOf?.(line, tier) ?? tier.price), suffix: [bound] }]
  })
}

/**
 * Splits segments by the first relief that the household has: what it pays less, what another pays, what is over the relief's
 * limit, which runs over all segments from the first square metre on.
 */
function relieved(
  rulebook: Rulebook,
  segments: readonly Segment[],
  { unit }: Quantity,
  [relief]: readonly Relief[],
): readonly Segment[] {
  if (!relief || unit !== 'm²') return segments
  let left = relief.upTo === undefined ? undefined : exact(relief.upTo)
  return segments.flatMap((segment) => {
    const amount = left === undefined || segment.amount.lt(left) ? segment.amount : left
    left = left?.minus(amount)
    const over = segment.amount.minus(amount)
    const under = amount.gt(0) ? underRelief(rulebook, segment, amount, relief) : []
    return over.gt(0) ? [...under, { ...segment, amount: over }] : under
  })
}

function underRelief(rulebook: Rulebook, segment: Segment, amount: Exact, relief: Relief): Segment[] {
  const { share, price, restPaidBy } = relief
  const pays = price === undefined ? segment.price : exact(price)
  const own = { ...segment, amount, price: pays, share, suffix: [...segment.suffix, relief.label] }
  const rest = restOfRelief(segment, amount, relief)
  if (restPaidBy === undefined || !rest) return [own]
  return [own, { ...rest, payer: restPaidBy, suffix: [rulebook.payers[restPaidBy] ?? restPaidBy] }]
}

/** What the household does not pay of the part under a relief; undefined where that is nothing. */
function restOfRelief(segment: Segment, amount: Exact, { share, price }: Relief): Segment | undefined {
  if (price !== undefined) {
    const less = segment.price.minus(price)
    return less.gt(0) ? { ...segment, amount, price: less } : undefined
  }
  const left = exact('100').minus(percent(share ?? '100%').times(100))
  return left.gt(0) ? { ...segment, amount, share: `${left.toFixed()}%` } : undefined
}

/** Splits a segment by the days on which a new price began within the season; a price from before its first day holds whole. */
function changedWithin(rulebook: Rulebook, line: AreaPriceLine, segment: Segment, season: string): Segment[] {
  if (line.changes === undefined || line.tiers !== undefined) return [segment]
  const { startsOn, endsOn, days } = seasonDates(rulebook, season)
  const begun = line.changes.filter(({ on }) => on <= endsOn)
  const before = begun.filter(({ on }) => on <= startsOn).at(-1)
  const within = begun.filter(({ on }) => on > startsOn)
  const first = before ? { ...segment, price: exact(before.price), source: before.source } : segment
  const all = [
    { from: startsOn, segment: first },
    ...within.map(({ on, price, source }) => ({ from: on, segment: { ...segment, price: exact(price), source } })),
  ]
  if (all.length === 1) return [first]
  return all.map(({ from, segment: one }, index) => {
    const next = all[index + 1]?.from
    const charged = next === undefined ? days - daysFromTo(startsOn, from) : daysFromTo(from, next)
    return { ...one, days: { charged, of: days }, suffix: [...one.suffix, `${from} 起`] }
  })
}

interface Printing {
  quantity: Quantity
  segment: Segment
  season: string
  height: HeightFactor | undefined
  cited: Citation
}

/** The segment as a printed line: rounded once, with its formula in numbers (C9). */
function printedLine(
  rulebook: Rulebook,
  line: AreaPriceLine,
  { quantity, segment, season, height, cited }: Printing,
): FeeLine | NoPrice {
  const { startsOn, endsOn } = seasonDates(rulebook, season)
  const months = line.monthly ? rulebook.season.months : undefined
  const days = line.daily ? (rulebook.season.days ?? daysFromTo(startsOn, endsOn) + 1) : undefined
  const shares = [segment.share, line.share].filter((one) => one !== undefined)
  const numerator = shares
    .reduce((product, share) => product.times(percent(share)), segment.amount.times(segment.price))
    .times(months ?? 1)
    .times(days ?? 1)
    .times(segment.days?.charged ?? 1)
    .times(height?.numerator ?? 1)
  const amountFen = yuanToFen(numerator, exact(segment.days?.of ?? 1).times(height?.denominator ?? 1))
  if (typeof amountFen !== 'number') return amountFen
  const per =
    months === undefined ? (days === undefined ? quantity.unit : `(天·${quantity.unit})`) : `(月·${quantity.unit})`
  const factors = [
    `${decimalsShown(segment.amount, quantity.decimals)} ${quantity.unit}`,
    `${decimalsShown(segment.price)} 元/${per}`,
    ...shares,
    ...(months === undefined ? [] : [`${months} 月`]),
    ...(days === undefined ? [] : [`${days} 天`]),
    ...(segment.days ? [`${segment.days.charged} 天 ÷ ${segment.days.of} 天`] : []),
    ...(height?.formula === undefined ? [] : [height.formula]),
  ]
  const added = [
    ...segment.suffix,
    ...(line.provisional ? ['暂定价'] : []),
    ...(quantity.derivation === undefined ? [] : [quantity.derivation]),
  ]
  return {
    label: added.length === 0 ? line.label : `${line.label}（${added.join('；')}）`,
    formula: factors.join(' × '),
    ...citation(rulebook, { ...cited, source: segment.source ?? cited.source }),
    amountFen,
    ...(line.lateFee ? {} : { withoutLateFee: true as const }),
  }
}

/** The sheet of priced lines: the household's with their total, and what others pay, payer by payer. */
export function sheetOf(
  rulebook: Pick<Rulebook, 'payers'>,
  lines: readonly (PricedLine[] | NoPrice)[],
): FeeSheet | NoPrice {
  const printed: PricedLine[] = []
  for (const some of lines) {
    if (isRefused(some)) return some
    printed.push(...some)
  }
  const own = feeSheet(printed.filter(({ payer }) => payer === undefined).map(({ line }) => line))
  if (isRefused(own)) return own
  const payers = [...new Set(printed.flatMap(({ payer }) => payer ?? []))]
  const others: OtherPayer[] = []
  for (const payer of payers) {
    const theirs = feeSheet(printed.filter((one) => one.payer === payer).map(({ line }) => line))
    if (isRefused(theirs)) return theirs
    others.push({ payer, name: rulebook.payers[payer] ?? payer, lines: theirs.lines, totalFen: theirs.totalFen })
  }
  return others.length === 0 ? own : { ...own, others }
}

/** What others pay of a sheet, in fen. */
export function paidByOthers({ others = [] }: FeeSheet): Fen {
  return sumFen(others.map(({ totalFen }) => totalFen))
}

/** The reliefs that a household has, in the rulebook's order. */
export function reliefsOf(rulebook: Rulebook, household: HouseholdFacts): Relief[] {
  return rulebook.reliefs.filter((one) => holdsFor(rulebook, one.for, household))
}
