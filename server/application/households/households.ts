import type { HouseholdCard } from '../../../contract/resident'
import type { Household } from '../../domain/household/household'
import { type Binding, hasProved, type Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { householdCard, readHouseholdAccount } from './householdAccount'
import type { Strangers } from './strangers'

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks; strangers: Strangers }

/** A resident's households: looked up by user code, kept on his list, taken off it. */
export function createHouseholds({ database, clock, ids, rulebooks, strangers }: Ports) {
  const { read } = database

  async function cardOf(resident: Resident, householdId: string): Promise<HouseholdCard | Refusal<'not-found'>> {
    const found = await readHouseholdAccount(read, rulebooks, resident.company, householdId, clock.today())
    if (!found) return refuse('not-found')
    return householdCard(found, await read.bindings.find(resident.id, householdId))
  }

  async function byCode(resident: Resident, userCode: string): Promise<Household | undefined> {
    const rulebook = rulebooks.get(resident.company)
    if (!rulebook || !new RegExp(rulebook.userCode.pattern).test(userCode)) return undefined
    return read.households.byUserCode(resident.company, userCode)
  }

  return {
    /** Whether a resident may learn if there is such a user code; see Strangers for what is refused. `source`: where from. */
    async mayLook(resident: Resident, userCode: string, source: string) {
      return strangers.look(resident, { userCode, household: await byCode(resident, userCode) }, source)
    },

    /** Finds a household by its user code, masked (domain.md BJ4). */
    async lookUp(
      resident: Resident,
      userCode: string,
      source: string,
    ): Promise<HouseholdCard | Refusal<'looked-too-often' | 'not-found' | 'proof-first'>> {
      const household = await byCode(resident, userCode)
      const looked = await strangers.look(resident, { userCode, household }, source)
      if (looked !== 'go') return looked
      return household ? cardOf(resident, household.id) : refuse('not-found')
    },

    /**
     * Puts a household on the resident's list. With the proof that the company asks for (owner's name, or identity
     * number) he sees it in full; a proof that does not match is refused, as one for a code that nobody has, and nothing is saved.
     */
    async save(
      resident: Resident,
      request: { userCode: string; relation: Binding['relation']; proof?: string },
      source: string,
    ): Promise<
      | HouseholdCard
      | Refusal<
          | 'identity-first'
          | 'looked-too-often'
          | 'not-found'
          | 'proof-does-not-match'
          | 'proof-first'
          | 'proved-too-often'
        >
    > {
      const { userCode, proof } = request
      const household = await byCode(resident, userCode)
      const rulebook = rulebooks.get(resident.company)
      if (!rulebook) return refuse('not-found')
      const asked = { userCode, household }
      if (proof === undefined) {
        const looked = await strangers.look(resident, asked, source)
        if (looked !== 'go') return looked
      } else {
        const proved = await strangers.prove(resident, asked, rulebook, proof)
        if (proved !== 'right') return proved
      }
      if (!household) return refuse('not-found')
      const now = clock.now()
      await database.transaction(async (store) => {
        const earlier = await store.bindings.find(resident.id, household.id)
        await store.bindings.save({
          id: earlier?.id ?? ids.next(),
          company: resident.company,
          residentId: resident.id,
          householdId: household.id,
          relation: request.relation,
          verifiedAt: request.proof === undefined ? (earlier?.endedAt === null ? earlier.verifiedAt : null) : now,
          createdAt: earlier?.createdAt ?? now,
          endedAt: null,
        })
      })
      return cardOf(resident, household.id)
    },

    /** Takes a household off the list; what was paid for it stays in the history. */
    async forget(resident: Resident, householdId: string): Promise<'done' | Refusal<'not-found'>> {
      const ended = await database.transaction((store) => store.bindings.end(resident.id, householdId, clock.now()))
      return ended ? 'done' : refuse('not-found')
    },
  }
}

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
  store: Pick<Store, 'bindings' | 'households'>,
  rulebooks: Rulebooks,
  resident: Resident,
  householdId: string,
): Promise<OwnHousehold | Refusal<'bind-first' | 'not-found'>> {
  const household = await store.households.byId(householdId)
  const rulebook = rulebooks.get(resident.company)
  if (!household || !rulebook || household.company !== resident.company) return refuse('not-found')
  const binding = await store.bindings.find(resident.id, householdId)
  if (!hasProved(binding)) return refuse('bind-first')
  return { household, rulebook }
}
