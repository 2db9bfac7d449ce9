import type { Database, Store } from '../ports/database'
import { isRefusal, type Refusal, type RefusalCode } from './refusal'

/** Carries a refusal out of a transaction, so that the transaction is rolled back. */
class Undone extends Error {
  constructor(readonly refusal: Refusal<RefusalCode>) {
    super(`refused: ${refusal.refused}`)
  }
}

/** Runs work in a transaction; when it ends in a refusal, nothing of it is kept (faults.md: a refused operation changes nothing). */
export async function allOrNothing<Outcome extends object>(
  database: Database,
  work: (store: Store) => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await database.transaction(async (store) => {
      const outcome = await work(store)
      if (isRefusal(outcome)) throw new Undone(outcome)
      return outcome
    })
  } catch (error) {
    if (error instanceof Undone) return error.refusal as Outcome
    throw error
  }
}

/** Carries what was previewOutcome out of a transaction that is rolled back. */
class Previewed extends Error {
  constructor(readonly outcome: object) {
    super('previewOutcome')
  }
}

/** Does work in a transaction that is always rolled back: gives what it would come to, and nothing of it is kept. */
export async function previewOutcome<Outcome extends object>(
  database: Database,
  work: (store: Store) => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await database.transaction(async (store) => {
      throw new Previewed(await work(store))
    })
  } catch (error) {
    if (error instanceof Previewed) return error.outcome as Outcome
    throw error
  }
}
