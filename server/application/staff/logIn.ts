import { LONGEST_SESSION_MS, type Staff, type StaffSession } from '../../domain/staff/staff'
import type { Clock, Database, Ids } from '../ports'
import { type Refusal, refuse } from '../refusal'
import type { Passwords, SecondFactor, SessionTokens } from '../staffPort'
import type { GuessGuard } from './guard'
import { noteStaffDeed } from './note'

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
 * Logs a member of staff in. Whoever the name belongs to, or nobody: one hash is computed and the answer is the same
 * `login-failed`. Only who has the right password learns that a code is asked for (`second-factor-needed`) or was wrong.
 */
export function createStaffLogIn({ database, clock, ids, passwords, secondFactor, tokens, guard }: LogInPorts) {
  return async function logIn(request: {
    loginName: string
    password: string
    totp?: string
  }): Promise<StaffLogin | Refusal> {
    const loginName = request.loginName.trim().toLowerCase()
    const begun = await guard.begin(loginName)
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
      expiresAt: now + LONGEST_SESSION_MS,
      secondFactorAt: staff.totpSecret === null ? null : now,
      endedAt: null,
    }
    await database.transaction(async (store) => {
      await store.staffSessions.insert(session)
      const { company, loginName: actor, id: subject } = staff
      await noteStaffDeed(store, { clock, ids }, { company, actor, deed: 'log-in', subject })
    })
    await guard.forgive(loginName)
    return { token, staff, session }
  }
}
