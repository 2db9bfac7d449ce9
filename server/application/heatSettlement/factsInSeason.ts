import { heatedDates } from '../../domain/calendar/season'
import { factsOf } from '../../domain/household/columns'
import type { Household } from '../../domain/household/household'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import { isKind } from '../../domain/serviceRequest/serviceRequest'
import type { HouseholdFacts } from '../../domain/tariff/area'
import type { Store } from '../ports/database'

const SERVICE_KINDS = ['suspension', 'resumption'] as const

const MAX_CHANGES = 100

/**
 * What a season's fee depended on, as it was in that season: heat stopped or started for a later one, and a use that was
 * changed after its end, do not count yet (BO6, BO9).
 */
export async function factsInSeason(
  store: Pick<Store, 'applications' | 'seasonRecords'>,
  rulebook: Rulebook,
  household: Household,
  season: string,
): Promise<HouseholdFacts> {
  const { endsOn } = heatedDates(rulebook, season)
  const filter = { householdId: household.id, kinds: SERVICE_KINDS, status: 'effective' as const }
  const { rows } = await store.applications.list(filter, 0, MAX_CHANGES)
  const [laterService] = rows
    .filter((one) => one.season > season && isKind(one, ...SERVICE_KINDS) && !one.facts.charged)
    .sort((one, other) => one.askedAt - other.askedAt)
  const [laterUse] = (await store.seasonRecords.changesOfUse(household.id)).filter(({ on }) => on > endsOn)
  const service =
    laterService === undefined ? household.service : laterService.kind === 'suspension' ? 'heating' : 'suspended'
  return factsOf({ ...household, service, use: laterUse?.from ?? household.use })
}
