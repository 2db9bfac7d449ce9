import { createHash } from 'node:crypto'
import type { AuditAction, AuditDetail } from '../../domain/audit/audit'
import {
  FAMILIAR_MS,
  MAX_SESSION_MS,
  type Staff,
  type StaffSession,
  sessionHolds,
  TRIES_FROM_UNFAMILIAR,
  waitAfter,
} from '../../domain/staff/staff'
import { type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Passwords, SecondFactor, SessionTokens } from '../ports/staff'
import type { Clock, Ids } from '../ports/system'

/** Login names are kept as hashes there: what somebody typed into the wrong field may be his password. */
export const nameHashOf = (loginName: string) => createHash('sha256').update(`login name ${loginName}`).digest('hex')

/** Where tries of somebody come from who is logged in already: guesses from outside must not keep him from his work. */
const WITHIN = 'within'

/**
 * Counts tries to show who one is, by login name and place, whether there is such a person or not: growing delay, then a lock
 * (faults.md, API and identity). A try is counted before it is made, and all are forgiven by one that succeeds. Nobody locks a
 * colleague out: another place has a count of its own. So that guesses from many places have an end too, all places where the account
 * was never logged in to have one bound together; where it was, it goes on.
 */
export function createGuessGuard({ database, clock }: { database: Database; clock: Clock }) {
  return {
    /** Lets a try begin, or refuses with `login-blocked` and the seconds to wait. `place`: where from, by a keyed name. */
    async begin(loginName: string, place = WITHIN): Promise<'go' | Refusal<'login-blocked'>> {
      const nameHash = nameHashOf(`${loginName} from ${place}`)
      const now = clock.now()
      const late = place === WITHIN ? 0 : await unfamiliarWait(loginName, place, now)
      if (late > 0) return refuse('login-blocked', { retryAfterSeconds: Math.ceil(late / 1000) })
      const failures = await database.transaction(async (store) => {
        const counted = await store.loginFailures.begin(nameHash, now)
        if (counted !== undefined) await store.loginFailures.blockUntil(nameHash, now + waitAfter(counted))
        return counted
      })
      if (failures !== undefined) return 'go'
      const until = await database.read.loginFailures.blockedUntil(nameHash)
      return refuse('login-blocked', { retryAfterSeconds: Math.max(1, Math.ceil((until - now) / 1000)) })
    },
    /** The try went well; a place from which somebody logged in is familiar from now on. */
    forgive: (loginName: string, place = WITHIN) =>
      database.transaction(async (store) => {
        await store.loginFailures.clear(nameHashOf(`${loginName} from ${place}`))
        if (place === WITHIN) return
        const now = clock.now()
        if ((await store.guessCounts.of(familiarKey(loginName, place), now)) === 0) {
          await store.guessCounts.add(familiarKey(loginName, place), 1, FAMILIAR_MS, now)
          await store.guessCounts.add(triesKey(loginName), -1, TRIES_FROM_UNFAMILIAR.spanMs, now)
        }
      }),
  }

  /** How long an account has to be left alone by places that it does not know; 0 while it has not. */
  async function unfamiliarWait(loginName: string, place: string, now: number): Promise<number> {
    const { points, spanMs } = TRIES_FROM_UNFAMILIAR
    if ((await database.read.guessCounts.of(familiarKey(loginName, place), now)) > 0) return 0
    const tried = await database.transaction((store) => store.guessCounts.add(triesKey(loginName), 1, spanMs, now))
    return tried.points > points ? Math.max(1, tried.resetsAt - now) : 0
  }
}

const triesKey = (loginName: string) => `login:${nameHashOf(loginName).slice(0, 32)}`
const familiarKey = (loginName: string, place: string) =>
  `familiar:${nameHashOf(`${loginName} from ${place}`).slice(0, 32)}`

export type GuessGuard = ReturnType<typeof createGuessGuard>

/** Writes an action on somebody of the staff to the audit chain of his company. */
export async function recordStaffAction(
  store: Pick<Store, 'audit'>,
  { clock, ids }: { clock: Clock; ids: Ids },
  entry: { company: string; actor: string; deed: AuditAction; subject: string; detail?: AuditDetail },
): Promise<void> {
  await store.audit.append({ id: ids.next(), at: clock.now(), detail: {}, ...entry })
}

export interface LogInPorts {
  database: Database
  clock: Clock
  ids: Ids
  passwords: Passwords
  secondFactor: SecondFactor
  tokens: SessionTokens
  guard: GuessGuard
}

export interface StaffLogin {
  /** For the browser's cookie; the database keeps its hash only. */
  token: string
  staff: Staff
  session: StaffSession
}

/**
 * Logs a member of staff in. Anyone who the name belongs to, or nobody: one hash is computed and the answer is the same
 * `login-failed`. Only who has the right password learns that a code is asked for (`second-factor-needed`) or was wrong.
 */
export function createStaffLogIn({ database, clock, ids, passwords, secondFactor, tokens, guard }: LogInPorts) {
  return async function logIn(
    request: { loginName: string; password: string; totp?: string },
    place = 'command line',
  ): Promise<StaffLogin | Refusal<'login-blocked' | 'login-failed' | 'second-factor-needed' | 'second-factor-wrong'>> {
    const loginName = request.loginName.trim().toLowerCase()
    const begun = await guard.begin(loginName, place)
    if (begun !== 'go') return begun
    const staff = await database.read.staff.byLoginName(loginName)
    const right = await passwords.verify(staff?.passwordHash, request.password)
    if (!staff || !right || staff.activatedAt === null || staff.dismissedAt !== null) return refuse('login-failed')

    const now = clock.now()
    if (staff.totpSecret !== null) {
      if (request.totp === undefined) return refuse('second-factor-needed')
      const step = secondFactor.stepOf(staff.totpSecret, request.totp, now)
      const taken =
        step !== undefined && (await database.transaction((store) => store.staff.takeTotpStep(staff.id, step)))
      if (!taken) return refuse('second-factor-wrong')
    }
    const token = tokens.newToken()
    const session: StaffSession = {
      id: tokens.hashOf(token),
      staffId: staff.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now + MAX_SESSION_MS,
      secondFactorAt: staff.totpSecret === null ? null : now,
      endedAt: null,
    }
    await database.transaction(async (store) => {
      await store.staffSessions.insert(session)
      const { company, loginName: actor, id: subject } = staff
      await recordStaffAction(store, { clock, ids }, { company, actor, deed: 'log-in', subject })
    })
    await guard.forgive(loginName, place)
    return { token, staff, session }
  }
}

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
    async showSecondFactor(
      { staff, session }: StaffOnDuty,
      code: string,
    ): Promise<'done' | Refusal<'login-blocked' | 'second-factor-wrong'>> {
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
