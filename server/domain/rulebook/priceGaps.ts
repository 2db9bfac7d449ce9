import { seasonAfter } from '../calendar/season'
import type { Incoherence } from './incoherence'
import type { AreaPrice, MeteredPrice } from './prices'
import type { Rulebook } from './rulebook'

type Priced = Pick<AreaPrice | MeteredPrice, 'uses' | 'heatSources' | 'seasons'>

/**
 * Seasons between two that have a price and have none themselves: its households would get no bill, and nobody meant that. Before
 * the first price and after the last there is none on purpose.
 */
export function priceGaps(rulebook: Rulebook): Incoherence[] {
  return [
    ...gapsOf('areaPrices', rulebook.areaPrices, rulebook.heatSources),
    ...gapsOf('meteredPrices', rulebook.meteredPrices, rulebook.heatSources),
  ]
}

function gapsOf(list: string, prices: readonly Priced[], heatSources: readonly string[]): Incoherence[] {
  const found = new Map<string, Incoherence>()
  for (const source of heatSources) {
    for (const use of new Set(prices.flatMap(({ uses }) => uses))) {
      const own = prices
        .map((price, at) => ({ price, at }))
        .filter(({ price }) => price.uses.includes(use) && (price.heatSources?.some((one) => one === source) ?? true))
        .sort((one, other) => ((one.price.seasons.from ?? '') < (other.price.seasons.from ?? '') ? -1 : 1))
      let reached: string | undefined
      for (const [index, { price, at }] of own.entries()) {
        const { from, to } = price.seasons
        const next = reached === undefined ? undefined : seasonAfter(reached)
        if (index > 0 && next !== undefined && from !== undefined && from > next) {
          const reason = `${next} 采暖季没有价格：前一条到 ${reached} 为止，这一条从 ${from} 起`
          found.set(`${at}`, { path: [list, at, 'seasons', 'from'], reason })
        }
        if (to === undefined) break
        if (reached === undefined || to > reached) reached = to
      }
    }
  }
  return [...found.values()]
}
