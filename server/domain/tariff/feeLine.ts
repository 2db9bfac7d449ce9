import type { FeeLine, FeeSheet, GasEstimateRequest } from '../../../contract/estimates'
import { type Fen, fen, sumFen } from '../../../contract/money'
import type { GasTier, HeatPriceLine } from '../rulebook/prices'
import type { Rulebook } from '../rulebook/rulebook'
import { type HouseholdFacts, isRefused, type NoPrice, noPrice } from './area'
import { decimalsShown, dividedHalfUp, type Exact, exact, heatInUnit, type MeteredHeat } from './exact'

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

/**
 * The energy line of a two-part tariff: heat × the home's factors × price, converted to the tariff's unit without rounding
 * (C3). Refuses where a factor that the price multiplies is not on file (C10).
 */
export function heatFeeLine(
  rulebook: Pick<Rulebook, 'sources' | 'factors'>,
  line: HeatPriceLine,
  cited: Citation,
  heat: MeteredHeat,
  household: Pick<HouseholdFacts, 'factors'> = {},
): FeeLine | NoPrice {
  const { numerator, denominator, formula } = heatInUnit(heat, line.per)
  let heated = numerator
  const shown = [formula]
  for (const name of line.factors) {
    const factor = household.factors?.[name]
    if (factor === undefined) return noPrice(`缺少${rulebook.factors[name] ?? name}，无法计算计量热费`)
    heated = heated.times(factor)
    shown.push(exact(factor).toFixed())
  }
  const amountFen = yuanToFen(heated.times(line.price), denominator)
  if (typeof amountFen !== 'number') return amountFen
  shown.push(`${decimalsShown(exact(line.price))} 元/${line.per}`)
  return { label: line.label, formula: shown.join(' × '), ...citation(rulebook, cited), amountFen }
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
