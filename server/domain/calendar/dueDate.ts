import type { Rulebook } from '../rulebook/rulebook'
import { type CivilDate, lastOnOrBefore } from './civilDate'
import { seasonDates } from './season'

/** The day by which a season's fee is to be paid: Oct 31 before a season that begins on Nov 1 (domain.md LZ4, C4). */
export function feeDueOn(rulebook: Pick<Rulebook, 'season' | 'due'>, season: string): CivilDate | undefined {
  return rulebook.due && lastOnOrBefore(seasonDates(rulebook, season).startsOn, rulebook.due.on)
}
