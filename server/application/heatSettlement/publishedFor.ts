import type { Publication, SettlementRecord } from '../../domain/heatSettlement/settlement'
import type { Household } from '../../domain/household/household'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { actsFor } from '../households/households'
import type { Store } from '../ports/database'

/** A household's published result, with all that belongs to it. */
export interface PublishedResult {
  household: Household
  rulebook: Rulebook
  settlement: SettlementRecord
  publication: Publication
}

/** The published result of a household in a season, or its newest; undefined when none is public. */
export async function publishedResult(
  store: Pick<Store, 'publications' | 'settlements'>,
  household: Household,
  season?: string,
): Promise<Pick<PublishedResult, 'settlement' | 'publication'> | undefined> {
  const own = (await store.settlements.ofHouseholds([household.id])).filter(({ status }) => status === 'published')
  const settlement = season === undefined ? own.at(-1) : own.find((one) => one.season === season)
  if (!settlement?.publicationId) return undefined
  const [publication] = await store.publications.byIds([settlement.publicationId])
  return publication && { settlement, publication }
}

/** The result that a resident may act on: the household is his (`bind-first`), and the result is public (`not-found`). */
export async function resultFor(
  store: Pick<Store, 'bindings' | 'households' | 'publications' | 'settlements'>,
  rulebooks: Rulebooks,
  resident: Resident,
  { householdId, season }: { householdId: string; season?: string },
): Promise<PublishedResult | Refusal<'bind-first' | 'not-found'>> {
  const own = await actsFor(store, rulebooks, resident, householdId)
  if (isRefusal(own)) return own
  const result = await publishedResult(store, own.household, season)
  return result ? { ...own, ...result } : refuse('not-found')
}
