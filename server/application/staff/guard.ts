import { createHash } from 'node:crypto'
import { waitAfter } from '../../domain/staff/guessing'
import type { Clock, Database } from '../ports'
import { type Refusal, refuse } from '../refusal'

/** Login names are kept as hashes there: what somebody typed into the wrong field may be his password. */
export const nameHashOf = (loginName: string) => createHash('sha256').update(`login name ${loginName}`).digest('hex')

/**
 * Counts tries to show who one is, by login name, whether there is such a person or not: growing delay, then a lock
 * (faults.md, API and identity). A try is counted before it is made, and all are forgiven by one that succeeds.
 */
export function createGuessGuard({ database, clock }: { database: Database; clock: Clock }) {
  return {
    /** Lets a try begin, or refuses with `login-blocked` and the seconds to wait. */
    async begin(loginName: string): Promise<'go' | Refusal> {
      const nameHash = nameHashOf(loginName)
      const now = clock.now()
      const failures = await database.transaction(async (store) => {
        const counted = await store.loginFailures.begin(nameHash, now)
        if (counted !== undefined) await store.loginFailures.blockUntil(nameHash, now + waitAfter(counted))
        return counted
      })
      if (failures !== undefined) return 'go'
      const until = await database.read.loginFailures.blockedUntil(nameHash)
      return refuse('login-blocked', { retryAfterSeconds: Math.max(1, Math.ceil((until - now) / 1000)) })
    },
    forgive: (loginName: string) => database.transaction((store) => store.loginFailures.clear(nameHashOf(loginName))),
  }
}
export type GuessGuard = ReturnType<typeof createGuessGuard>
