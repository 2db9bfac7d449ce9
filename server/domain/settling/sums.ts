/** How many looks one search may take; beyond them the sum is left to a person. */
const MOST_LOOKS = 20_000
/** How many looks all searches of a statement may take together: some tenths of a second. */
const MOST_LOOKS_IN_ALL = 2_000_000
/** How many things are tried together; the first ones are. */
const MOST_CANDIDATES = 24

/** What searches may still spend; all of one matching share it. */
export interface SearchBudget {
  looks: number
}

/** A whole budget, for all searches of one statement together: no statement can hold the server up. */
export const searchBudget = (): SearchBudget => ({ looks: MOST_LOOKS_IN_ALL })

/**
 * Finds at least two of the values that make up a sum, those that come first being preferred; undefined when there are
 * none, or when the search would take too long. Values and sum are positive, in fen.
 */
export function whichSumTo<T>(
  things: readonly T[],
  value: (thing: T) => number,
  sum: number,
  budget: SearchBudget = searchBudget(),
): T[] | undefined {
  const tried = things.slice(0, MOST_CANDIDATES)
  /** What all from this place on come to. */
  const rest = new Array<number>(tried.length + 1).fill(0)
  for (let at = tried.length - 1; at >= 0; at--) {
    const thing = tried[at]
    rest[at] = (rest[at + 1] ?? 0) + (thing === undefined ? 0 : value(thing))
  }
  let looks = Math.min(MOST_LOOKS, budget.looks)
  budget.looks -= looks
  const chosen: T[] = []

  function search(at: number, missing: number): boolean {
    if (missing === 0) return chosen.length >= 2
    const thing = tried[at]
    if (thing === undefined || missing < 0 || (rest[at] ?? 0) < missing || looks-- <= 0) return false
    chosen.push(thing)
    if (search(at + 1, missing - value(thing))) return true
    chosen.pop()
    return search(at + 1, missing)
  }

  const hit = search(0, sum)
  budget.looks += Math.max(0, looks)
  return hit ? chosen : undefined
}
