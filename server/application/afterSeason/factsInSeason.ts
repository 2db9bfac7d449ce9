import { isKind } from '../../domain/applying/application'
import { heatedDates } from '../../domain/calendar/season'
import { factsOf } from '../../domain/household/facts'
import type { Household } from '../../domain/household/household'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import type { HouseholdFacts } from '../../domain/tariff/household'
import type { Store } from '../ports'

const SERVICE_KINDS = ['suspension', 'resumption'] as const
const MOST_CHANGES = 100

/**
 * What a season's fee depended on, as it was in that season: heat stopped or started for a later one, and a use that was
 * changed after its end, do not count yet (BO6, BO9).
 */
export async function factsInSeason(
  store: Store,
  rulebook: Rulebook,
  household: Household,
  season: string,
): Promise<HouseholdFacts> {
  const { endsOn } = heatedDates(rulebook, season)
  const filter = { householdId: household.id, kinds: SERVICE_KINDS, status: 'effective' as const }
  const { rows } = await store.applications.list(filter, 0, MOST_CHANGES)
  const [laterService] = rows
    .filter((one) => one.season > season && isKind(one, ...SERVICE_KINDS) && !one.facts.charged)
    .sort((one, other) => one.askedAt - other.askedAt)
  const [laterUse] = (await store.seasonRecords.changesOfUse(household.id)).filter(({ on }) => on > endsOn)
  const service =
    laterService === undefined ? household.service : laterService.kind === 'suspension' ? 'heating' : 'suspended'
  return factsOf({ ...household, service, use: laterUse?.from ?? household.use })
}
