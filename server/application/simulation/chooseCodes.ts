import { chanceFrom } from '../../domain/simulation/chance'
import type { CodeSpace } from '../../domain/simulation/userCodes'
import type { Store } from '../ports'

const PAGE = 1000

/**
 * Chooses a user code for each wanted household: one after another from a seeded place in the upper fifth of the codes,
 * passing over those that other households have. A household that is there already keeps its own. Undefined when the codes
 * do not suffice.
 */
export async function chooseCodes(
  read: Store,
  { company, space, words }: { company: string; space: CodeSpace; words: readonly string[] },
  householdIds: readonly string[],
): Promise<string[] | undefined> {
  const lowest = Math.floor(space.size * 0.8)
  const room = space.size - lowest - householdIds.length * 2
  if (room <= 0) return undefined
  const start = lowest + chanceFrom('codes', company, ...words).below(room)

  const taken = new Map<string, string>()
  const last = space.at(Math.min(space.size - 1, start + householdIds.length * 2))
  for (let after = space.at(Math.max(0, start - 1)); after < last; ) {
    const page = await read.households.page(company, after, PAGE)
    for (const { userCode, id } of page) taken.set(userCode, id)
    const end = page.at(-1)?.userCode
    if (end === undefined) break
    after = end
  }

  const codes: string[] = []
  for (let place = start; codes.length < householdIds.length; place++) {
    if (place >= space.size) return undefined
    const code = space.at(place)
    const holder = taken.get(code)
    if (holder === undefined || holder === householdIds[codes.length]) codes.push(code)
  }
  return codes
}
