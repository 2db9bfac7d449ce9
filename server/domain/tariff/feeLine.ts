import type { CalculatorChoice } from '../../../contract/company'
import type { FeeLine, FeeSheet, GasEstimateRequest } from '../../../contract/estimates'
import { type Fen, fen, sumFen } from '../../../contract/money'
import type { AreaPriceLine, GasTier, HeatPriceLine } from '../rulebook/prices'
import type { Rulebook } from '../rulebook/rulebook'
import { chargedArea, type HouseholdFacts, isRefused, type NoPrice, noPrice } from './area'
import { decimalsShown, dividedHalfUp, type Exact, exact, heatInUnit, type MeteredHeat, percent } from './exact'
import { holdsIn } from './findPrice'

/** The rule and document that a line cites (domain.md C9). */
export interface Citation {
  rule: string
  source: string
}

/** Yuan as an exact fraction, to fen, rounded half up once (domain.md C1). Refuses what no account could hold. */
export function yuanToFen(numerator: Exact, denominator: Exact = exact('1')): Fen | NoPrice {
  const amount = dividedHalfUp(numerator.times(100), denominator, 0)
  return amount.gt(Number.MAX_SAFE_INTEGER) ? noPrice('面积或用热量过大，无法计算') : fen(amount.toNumber())
}

/** The document's text for the key that a rule cites. */
export function citation(rulebook: Pick<Rulebook, 'sources'>, { rule, source }: Citation): Citation {
  return { rule, source: rulebook.sources[source] ?? source }
}

/** One printed line of an area price: area × price, × share and × months where the price is monthly (LZ1, LZ3, BO2). */
export function areaFeeLine(
  rulebook: Rulebook,
  line: AreaPriceLine,
  cited: Citation,
  household: HouseholdFacts,
): FeeLine | NoPrice {
  const area = chargedArea(rulebook, line.per, household)
  if (isRefused(area)) return area
  const months = line.monthly ? rulebook.season.months : undefined
  const share = line.share === undefined ? exact('1') : percent(line.share)
  const amountFen = yuanToFen(
    area.squareMetres
      .times(line.price)
      .times(share)
      .times(months ?? 1),
  )
  if (typeof amountFen !== 'number') return amountFen
  const factors = [
    `${decimalsShown(area.squareMetres)} m²`,
    `${decimalsShown(exact(line.price))} ${line.monthly ? '元/(月·m²)' : '元/m²'}`,
    ...(line.share === undefined ? [] : [line.share]),
    ...(months === undefined ? [] : [`${months} 月`]),
  ]
  const label = area.derivation === undefined ? line.label : `${line.label}（${area.derivation}）`
  return { label, formula: factors.join(' × '), ...citation(rulebook, cited), amountFen }
}

/** The energy line of a two-part tariff: heat × price, converted to the tariff's unit without rounding (C3). */
export function heatFeeLine(
  rulebook: Rulebook,
  line: HeatPriceLine,
  cited: Citation,
  heat: MeteredHeat,
): FeeLine | NoPrice {
  const { numerator, denominator, formula } = heatInUnit(heat, line.per)
  const amountFen = yuanToFen(numerator.times(line.price), denominator)
  if (typeof amountFen !== 'number') return amountFen
  const price = `${decimalsShown(exact(line.price))} 元/${line.per}`
  return { label: line.label, formula: `${formula} × ${price}`, ...citation(rulebook, cited), amountFen }
}

/** A total is the sum of its printed lines (domain.md C1); the first refusal refuses the whole. */
export function feeSheet(lines: readonly (FeeLine | NoPrice)[]): FeeSheet | NoPrice {
  const printed: FeeLine[] = []
  for (const line of lines) {
    if (isRefused(line)) return line
    printed.push(line)
  }
  // Summed by hand: a sum beyond what fen can be is refused here, where sumFen would throw.
  const total = printed.reduce((sum, line) => sum + line.amountFen, 0)
  if (total > Number.MAX_SAFE_INTEGER) return noPrice('面积或用热量过大，无法计算')
  return { lines: printed, totalFen: sumFen(printed.map((line) => line.amountFen)) }
}

const ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九']

/**
 * A year's gas bill by tiers (domain.md LZ6), one line for each tier that is reached, in fen. A bound belongs to the
 * tier below it. Refuses where the rulebook has no gas prices (C10).
 */
export function estimateGas(
  rulebook: Rulebook,
  { home, cubicMetres }: Pick<GasEstimateRequest, 'home' | 'cubicMetres'>,
): FeeSheet | NoPrice {
  const rule = rulebook.gasTiers
  if (!rule) return noPrice(`${rulebook.name}没有公布阶梯气价`)
  const reached = volumes(rule.homes[home], exact(cubicMetres)).filter(
    ({ volume }, index) => volume.gt(0) || index === 0,
  )
  return feeSheet(
    reached.map(({ volume, price }, index) => {
      const amountFen = yuanToFen(volume.times(price))
      if (typeof amountFen !== 'number') return amountFen
      return {
        label: `第${ORDINALS[index] ?? index + 1}档`,
        formula: `${volume.toFixed()} m³ × ${decimalsShown(exact(price))} 元/m³`,
        ...citation(rulebook, rule),
        amountFen,
      }
    }),
  )
}

/** How much of the gas falls into each tier, m³. */
function volumes(tiers: readonly GasTier[], used: Exact): { volume: Exact; price: string }[] {
  return tiers.map(({ upTo, price }, index) => {
    const above = exact(tiers[index - 1]?.upTo ?? '0')
    const top = upTo === undefined || used.lt(upTo) ? used : exact(upTo)
    return { volume: top.gt(above) ? top.minus(above) : exact('0'), price }
  })
}

/**
 * What the fee calculator offers for a season: each use that has an area price, in the rulebook's order, the heat
 * sources to choose from where the price depends on them, and the area that it multiplies. Nothing is offered that the
 * estimate would refuse as unpriced (domain.md C10).
 */
export function calculatorChoices(rulebook: Rulebook, season: string): CalculatorChoice[] {
  const prices = rulebook.areaPrices.filter(({ seasons }) => holdsIn(seasons, season))
  const uses = [...new Set(prices.flatMap((price) => price.uses))]
  return uses.map((use) => {
    const own = prices.filter((price) => price.uses.includes(use))
    const priced = rulebook.heatSources.filter((source) =>
      own.some(({ heatSources }) => heatSources === undefined || heatSources.includes(source)),
    )
    const depends = own.length > 1 || priced.length < rulebook.heatSources.length
    return { use, heatSources: depends ? priced : [], area: own[0]?.lines[0]?.per ?? 'building' }
  })
}
