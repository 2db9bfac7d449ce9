/** The filter without what is left out: an absent filter must not become a comparison with NULL. */
export function definedOnly<T extends object>(filter: T): T {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as T
}

/** An engine takes so many parameters in a statement, and more of them in several. */
const MAX_IDS = 500

/** Asks for many ids in several statements; none for no ids. */
export async function inChunks<T>(ids: readonly string[], ask: (some: string[]) => Promise<T[]>): Promise<T[]> {
  const found: T[] = []
  for (let at = 0; at < ids.length; at += MAX_IDS) found.push(...(await ask(ids.slice(at, at + MAX_IDS))))
  return found
}
