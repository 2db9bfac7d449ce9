import type { Staff } from '../../domain/staff/staff'
import { secondFactorIsFresh, weaknessOf } from '../../domain/staff/staff'
import { type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Passwords, SecondFactor, SessionTokens } from '../ports/staff'
import type { Clock, Ids } from '../ports/system'
import type { GuessGuard, StaffLogin, StaffOnDuty } from './logIn'
import { recordStaffAction } from './logIn'

interface Ports {
  database: Database
  clock: Clock
  ids: Ids
  passwords: Passwords
  secondFactor: SecondFactor
  guard: GuessGuard
  tokens: SessionTokens
}

/** What a member of staff does with his own login: choose a password, enrol a second factor. */
export function createOwnAccount({ database, clock, ids, passwords, secondFactor, guard, tokens }: Ports) {
  /** Ends all logins of somebody and begins one in place of his own: a token that was seen before is worth nothing now. */
  async function renew(
    store: Store,
    { staff, session }: StaffOnDuty,
    to: Partial<Staff>,
    now: number,
  ): Promise<StaffLogin> {
    const token = tokens.newToken()
    const renewed = { ...session, id: tokens.hashOf(token), lastSeenAt: now, endedAt: null }
    await store.staff.change(staff.id, to)
    await store.staffSessions.endAllOf(staff.id, now)
    await store.staffSessions.insert(renewed)
    return { token, staff: { ...staff, ...to }, session: renewed }
  }

  return {
    /** Changes one's password; all one's logins end, and this one goes on with another token. Refused: `login-failed` (old one wrong), `weak-password`. */
    async choosePassword(
      { staff, session }: StaffOnDuty,
      request: { oldPassword: string; newPassword: string },
    ): Promise<StaffLogin | Refusal<'login-blocked' | 'login-failed' | 'weak-password'>> {
      const begun = await guard.begin(`password of ${staff.id}`)
      if (begun !== 'go') return begun
      if (!(await passwords.verify(staff.passwordHash, request.oldPassword))) return refuse('login-failed')
      await guard.forgive(`password of ${staff.id}`)
      const weakness =
        request.newPassword === request.oldPassword
          ? '新密码不能与原密码相同'
          : (weaknessOf(request.newPassword, staff.loginName) ??
            (passwords.isEasy(request.newPassword, [staff.loginName, staff.displayName, staff.staffNumber])
              ? '这个密码太常见或太容易猜到，请换一个，例如几个不相干的词'
              : undefined))
      if (weakness) return refuse('weak-password', { reason: weakness })
      const passwordHash = await passwords.hash(request.newPassword)
      const now = clock.now()
      return database.transaction(async (store) => {
        const { company, loginName: actor, id: subject } = staff
        await recordStaffAction(store, { clock, ids }, { company, actor, deed: 'choose-password', subject })
        return renew(store, { staff, session }, { passwordHash, passwordSetAt: now }, now)
      })
    },

    /** Begins the enrolment of a second factor; who has one shows it first. Gives what the QR code says. */
    async beginEnrolment({
      staff,
      session,
    }: StaffOnDuty): Promise<{ secret: string; url: string } | Refusal<'second-factor-needed'>> {
      if (staff.totpSecret !== null && !secondFactorIsFresh(session, clock.now())) return refuse('second-factor-needed')
      const secret = secondFactor.newSecret()
      await database.transaction((store) => store.staff.change(staff.id, { totpPending: secret }))
      return { secret, url: secondFactor.enrolmentUrl(secret, staff.loginName) }
    },

    /** Ends it with a code that the new secret makes; from now on logins ask for one, and this one goes on with another token. */
    async confirmEnrolment(
      { staff, session }: StaffOnDuty,
      code: string,
    ): Promise<StaffLogin | Refusal<'login-blocked' | 'second-factor-wrong'>> {
      const tryKey = `enrolment of ${staff.id}`
      const begun = await guard.begin(tryKey)
      if (begun !== 'go') return begun
      const now = clock.now()
      const { totpPending } = staff
      const step = totpPending === null ? undefined : secondFactor.stepOf(totpPending, code, now)
      if (totpPending === null || step === undefined) return refuse('second-factor-wrong')
      const enrolled = await database.transaction(async (store) => {
        const { company, loginName: actor, id: subject } = staff
        await recordStaffAction(store, { clock, ids }, { company, actor, deed: 'enrol-second-factor', subject })
        const to = { totpSecret: totpPending, totpPending: null, totpLastStep: step }
        return renew(store, { staff, session: { ...session, secondFactorAt: now } }, to, now)
      })
      await guard.forgive(tryKey)
      return enrolled
    },
  }
}
