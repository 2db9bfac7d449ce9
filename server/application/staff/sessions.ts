import { type Staff, type StaffSession, sessionHolds } from '../../domain/staff/staff'
import type { Clock, Database } from '../ports'
import { type Refusal, refuse } from '../refusal'
import type { SecondFactor, SessionTokens } from '../staffPort'
import type { GuessGuard } from './guard'

/** A session is written to at most this often, however often it is used. */
const SEEN_EVERY_MS = 60_000

interface Ports {
  database: Database
  clock: Clock
  secondFactor: SecondFactor
  tokens: SessionTokens
  guard: GuessGuard
}

export interface StaffOnDuty {
  staff: Staff
  session: StaffSession
}

/** Logins under way: read at each request, so that a dismissal ends them at once. */
export function createStaffSessions({ database, clock, secondFactor, tokens, guard }: Ports) {
  return {
    /** Who holds a token; undefined when it is unknown, ended, idle or too old, or its owner was dismissed. */
    async read(token: string): Promise<StaffOnDuty | undefined> {
      const session = await database.read.staffSessions.byId(tokens.hashOf(token))
      const staff = session && (await database.read.staff.byId(session.staffId))
      const now = clock.now()
      if (!session || !staff || !sessionHolds(session, staff, now)) return undefined
      if (now - session.lastSeenAt >= SEEN_EVERY_MS) {
        await database.transaction((store) => store.staffSessions.seen(session.id, now))
      }
      return { staff, session }
    },

    /** Shows the second factor again, which refunds and approvals ask for. */
    async showSecondFactor({ staff, session }: StaffOnDuty, code: string): Promise<'done' | Refusal> {
      // Not the login's own count: guesses from outside must not keep somebody who is logged in from his work.
      const tryKey = `second factor of ${staff.id}`
      const begun = await guard.begin(tryKey)
      if (begun !== 'go') return begun
      const now = clock.now()
      const step = staff.totpSecret === null ? undefined : secondFactor.stepOf(staff.totpSecret, code, now)
      const shown =
        step !== undefined &&
        (await database.transaction(async (store) => {
          if (!(await store.staff.takeTotpStep(staff.id, step))) return false
          await store.staffSessions.secondFactorShown(session.id, now)
          return true
        }))
      if (!shown) return refuse('second-factor-wrong')
      await guard.forgive(tryKey)
      return 'done'
    },

    end: ({ session }: StaffOnDuty) =>
      database.transaction((store) => store.staffSessions.end(session.id, clock.now())),
  }
}
