import type { Database } from '../ports'

/** So many transfers are linked in one transaction: on SQLite whoever posts waits no longer than that takes. */
const AT_ONCE = 500

/**
 * Links all transfers that wait into their companies' chains, some at a time; gives how many there were. Several processes
 * may do so at once.
 */
export async function linkTransfers({ database }: { database: Database }): Promise<number> {
  let linked = 0
  for (const company of await database.read.ledgerChain.waiting()) {
    for (;;) {
      const some = await database.transaction((store) => store.ledgerChain.link(company, AT_ONCE))
      linked += some
      if (some < AT_ONCE) break
    }
  }
  return linked
}
