import { secondFactorIsFresh, weaknessOf } from '../../domain/staff/staff'
import { type Refusal, refuse } from '../common/refusal'
import type { Database } from '../ports/database'
import type { Passwords, SecondFactor } from '../ports/staff'
import type { Clock, Ids } from '../ports/system'
import type { GuessGuard, StaffOnDuty } from './logIn'
import { recordStaffAction } from './logIn'

interface Ports {
  database: Database
  clock: Clock
  ids: Ids
  passwords: Passwords
  secondFactor: SecondFactor
  guard: GuessGuard
}

/** What a member of staff does with his own login: choose a password, enrol a second factor. */
export function createOwnAccount({ database, clock, ids, passwords, secondFactor, guard }: Ports) {
  return {
    /** Changes one's password; all one's other logins end. Refused: `login-failed` (old one wrong), `weak-password`. */
    async choosePassword(
      { staff, session }: StaffOnDuty,
      request: { oldPassword: string; newPassword: string },
    ): Promise<'done' | Refusal<'login-blocked' | 'login-failed' | 'weak-password'>> {
      const begun = await guard.begin(staff.loginName)
      if (begun !== 'go') return begun
      if (!(await passwords.verify(staff.passwordHash, request.oldPassword))) return refuse('login-failed')
      await guard.forgive(staff.loginName)
      const weakness =
        request.newPassword === request.oldPassword
          ? '新密码不能与原密码相同'
          : weaknessOf(request.newPassword, staff.loginName)
      if (weakness) return refuse('weak-password', { reason: weakness })
      const passwordHash = await passwords.hash(request.newPassword)
      const now = clock.now()
      await database.transaction(async (store) => {
        await store.staff.change(staff.id, { passwordHash, passwordSetAt: now })
        await store.staffSessions.endAllOf(staff.id, now, session.id)
        const { company, loginName: actor, id: subject } = staff
        await recordStaffAction(store, { clock, ids }, { company, actor, deed: 'choose-password', subject })
      })
      return 'done'
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

    /** Ends it with a code that the new secret makes; from now on logins ask for one. */
    async confirmEnrolment(
      { staff, session }: StaffOnDuty,
      code: string,
    ): Promise<'done' | Refusal<'login-blocked' | 'second-factor-wrong'>> {
      const begun = await guard.begin(staff.loginName)
      if (begun !== 'go') return begun
      const now = clock.now()
      const { totpPending } = staff
      const step = totpPending === null ? undefined : secondFactor.stepOf(totpPending, code, now)
      if (totpPending === null || step === undefined) return refuse('second-factor-wrong')
      await database.transaction(async (store) => {
        await store.staff.change(staff.id, { totpSecret: totpPending, totpPending: null, totpLastStep: step })
        await store.staffSessions.secondFactorShown(session.id, now)
        await store.staffSessions.endAllOf(staff.id, now, session.id)
        const { company, loginName: actor, id: subject } = staff
        await recordStaffAction(store, { clock, ids }, { company, actor, deed: 'enrol-second-factor', subject })
      })
      await guard.forgive(staff.loginName)
      return 'done'
    },
  }
}
