import type { CivilDate } from '../calendar/civilDate'
import { dayOfSeason } from '../calendar/season'
import type { EarlyDiscount } from '../rulebook/adjustments'
import type { Rulebook } from '../rulebook/rulebook'

/** The last day, inclusive, on which a discount of a season can be had: before its first day, or within it. */
export function discountUntil(
  rulebook: Pick<Rulebook, 'season'>,
  { by, inSeason }: Pick<EarlyDiscount, 'by' | 'inSeason'>,
  season: string,
): CivilDate {
  return dayOfSeason(rulebook, season, by, inSeason ? 'from-start' : 'before')
}
