import type { Billing, Use } from '../../../contract/words'
import { BILLING_LABELS, HEAT_SOURCE_LABELS, labelOfUse } from '../rulebook/labels'
import type { AreaPrice, MeteredPrice, SeasonRange } from '../rulebook/prices'
import type { Rulebook } from '../rulebook/rulebook'
import { type HouseholdFacts, type NoPrice, noPrice } from './area'

type Whom = Pick<HouseholdFacts, 'use' | 'heatSource' | 'categories'>

/** Whether a price version holds in a season; both ends are inclusive, an absent end is open. */
export function holdsIn(seasons: SeasonRange, season: string): boolean {
  return (seasons.from === undefined || seasons.from <= season) && (seasons.to === undefined || season <= seasons.to)
}

/** The area price of a household in a season, or why there is none (domain.md C10). */
export function findAreaPrice(rulebook: Rulebook, whom: Whom, season: string): AreaPrice | NoPrice {
  return find(rulebook, rulebook.areaPrices, 'area', whom, season)
}

/** The two-part tariff of a household in a season, or why there is none (domain.md C10). */
export function findMeteredPrice(rulebook: Rulebook, whom: Whom, season: string): MeteredPrice | NoPrice {
  return find(rulebook, rulebook.meteredPrices, 'metered', whom, season)
}

/** A use that has a price in this season with this heat source, or with some source where none is said. */
export function isPriced(rulebook: Rulebook, billing: Billing, whom: Whom, season: string): boolean {
  return candidates(billing === 'area' ? rulebook.areaPrices : rulebook.meteredPrices, whom, season).length > 0
}

function candidates<P extends AreaPrice | MeteredPrice>(prices: readonly P[], whom: Whom, season: string): P[] {
  const fitting = prices.filter(
    ({ uses, heatSources, categories, seasons }) =>
      uses.includes(whom.use) &&
      holdsIn(seasons, season) &&
      (whom.heatSource === undefined || heatSources === undefined || heatSources.includes(whom.heatSource)) &&
      (categories === undefined || categories.some((one) => whom.categories?.includes(one))),
  )
  // A price for a sort of home goes before the one for all others.
  const special = fitting.filter(({ categories }) => categories !== undefined)
  return special.length > 0 ? special : fitting
}

function find<P extends AreaPrice | MeteredPrice>(
  rulebook: Rulebook,
  prices: readonly P[],
  billing: Billing,
  { use, heatSource: said, categories }: Whom,
  season: string,
): P | NoPrice {
  if (said !== undefined && rulebook.gasReports?.heatSources.includes(said)) {
    return noPrice(`${HEAT_SOURCE_LABELS[said]}的用户由燃气公司服务，${rulebook.name}不收热费`)
  }
  if (said !== undefined && !rulebook.heatSources.includes(said)) {
    return noPrice(`${rulebook.name}没有“${HEAT_SOURCE_LABELS[said]}”的热价`)
  }
  const [only] = rulebook.heatSources
  const heatSource = said ?? (rulebook.heatSources.length === 1 ? only : undefined)
  const [price, another] = candidates(prices, { use, heatSource, categories }, season)
  const whose = `${labelOfUse(rulebook, use)}${BILLING_LABELS[billing]}`
  if (!price) return noPrice(`${rulebook.name}${season} 采暖季没有公布${whose}收费的热价`)
  // Without a heat source only a price that holds for each source of the company is certain to be the right one.
  // Two sorts of one home with a price each: a person has to say which holds (C10).
  if (another && heatSource !== undefined)
    return noPrice(`${rulebook.name}${whose}收费有两个热价都适用，请核对用户类别`)
  const certain = heatSource !== undefined || (!another && coversAll(rulebook, price))
  return certain ? price : noPrice(`${rulebook.name}${whose}收费的热价因热源而不同，请说明热源`)
}

function coversAll(rulebook: Rulebook, { heatSources }: AreaPrice | MeteredPrice): boolean {
  return heatSources === undefined || rulebook.heatSources.every((source) => heatSources.includes(source))
}

/** Uses with a complete two-part price in a season (C3); a tariff that is named without prices (BJ2) does not count. */
export function meteredUses(rulebook: Rulebook, season: string): Use[] {
  const prices = rulebook.meteredPrices.filter(
    ({ seasons, base, energy }) => holdsIn(seasons, season) && base !== undefined && energy !== undefined,
  )
  return [...new Set(prices.flatMap(({ uses }) => uses))]
}
