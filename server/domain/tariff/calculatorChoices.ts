import type { CalculatorChoice } from '../../../contract/company'
import { areaLabel, labelOfUse } from '../rulebook/labels'
import type { Rulebook } from '../rulebook/rulebook'
import { holdsIn } from './findPrice'

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
    const lines = own.flatMap((price) => price.lines)
    const area = lines.find(({ per }) => per !== 'household' && !rulebook.devices[per])?.per ?? 'building'
    const kind = rulebook.areas[area]
    return {
      use,
      useLabel: labelOfUse(rulebook, use),
      heatSources: depends ? priced : [],
      area,
      areaLabel: areaLabel(rulebook, area),
      fromBuilding: kind?.divisor !== undefined || kind?.ofBuilding !== undefined,
      storeyHeight: kind?.ordinaryHeight !== undefined || lines.some(({ height }) => height !== undefined),
    }
  })
}
