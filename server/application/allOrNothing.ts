import type { Database, Store } from './ports'
import { isRefusal, type Refusal } from './refusal'

/** Carries a refusal out of a transaction, so that the transaction is rolled back. */
class Undone extends Error {
  constructor(readonly refusal: Refusal) {
    super(`refused: ${refusal.refused}`)
  }
}

/** Runs work in a transaction; when it ends in a refusal, nothing of it is kept (faults.md: a refused operation changes nothing). */
export async function allOrNothing<T extends object>(
  database: Database,
  work: (store: Store) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  try {
    return await database.transaction(async (store) => {
      const outcome = await work(store)
      if (isRefusal(outcome)) throw new Undone(outcome)
      return outcome
    })
  } catch (error) {
    if (error instanceof Undone) return error.refusal
    throw error
  }
}
