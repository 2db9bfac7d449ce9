import type { Household } from '../../domain/household/household'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import type { Store } from '../ports'
import { type Refusal, refuse } from '../refusal'

/** A household that a resident may act for, with its company's rulebook. */
export interface OwnHousehold {
  household: Household
  rulebook: Rulebook
}

/**
 * Lets a resident act for a household: it is his company's, it is on his list, and he proved that it is his. Else
 * `not-found`, or `bind-first`, which tells him what to do.
 */
export async function actsFor(
  store: Store,
  rulebooks: Rulebooks,
  resident: Resident,
  householdId: string,
): Promise<OwnHousehold | Refusal> {
  const household = await store.households.byId(householdId)
  const rulebook = rulebooks.get(resident.company)
  if (!household || !rulebook || household.company !== resident.company) return refuse('not-found')
  const binding = await store.bindings.find(resident.id, householdId)
  if (!binding || binding.endedAt !== null || binding.verifiedAt === null) return refuse('bind-first')
  return { household, rulebook }
}
