import type { Use } from '../../../contract/words'
import type { Rulebook } from '../rulebook/rulebook'
import { holdsIn } from './findPrice'

/** Uses with a complete two-part price in a season (C3); a tariff that is named without prices (BJ2) does not count. */
export function meteredUses(rulebook: Rulebook, season: string): Use[] {
  const prices = rulebook.meteredPrices.filter(
    ({ seasons, base, energy }) => holdsIn(seasons, season) && base !== undefined && energy !== undefined,
  )
  return [...new Set(prices.flatMap(({ uses }) => uses))]
}
