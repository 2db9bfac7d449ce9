import type Router from '@koa/router'
import type { Context } from 'koa'
import {
  choosePasswordRequest,
  type StaffSessionView,
  secondFactorRequest,
  staffSessionRequest,
} from '../../../../../contract/console'
import { isRefusal } from '../../../../application/refusal'
import type { StaffOnDuty } from '../../../../application/staff/sessions'
import { ROLE_PERMISSIONS } from '../../../../domain/staff/roles'
import { beforeWork, SECOND_FACTOR_FRESH_MS, worksFor } from '../../../../domain/staff/staff'
import { validated } from '../../body'
import { createLimiter, STAFF_LOGIN_LIMITS } from '../../limits'
import { answer } from '../../respond'
import { onDuty } from '../staffAuth'
import type { StaffDesk, StaffVerbs } from '../verbs'

/** Logging in and out, showing the second factor again, and one's own password and second factor. */
export function sessionRoutes(
  router: Router,
  { logIn, sessions, own }: StaffVerbs,
  { auth, deeds, rulebooks, bankNames, mode }: StaffDesk,
): void {
  const limit = createLimiter('staff-login', STAFF_LOGIN_LIMITS)

  function view({ staff, session }: StaffOnDuty, csrf: string): StaffSessionView {
    const { id, loginName, displayName, role, company } = staff
    return {
      staff: {
        id,
        loginName,
        displayName,
        role,
        company,
        permissions: [...ROLE_PERMISSIONS[role]],
        hasSecondFactor: staff.totpSecret !== null,
      },
      before: beforeWork(staff) ?? null,
      secondFactorFreshUntil: session.secondFactorAt === null ? null : session.secondFactorAt + SECOND_FACTOR_FRESH_MS,
      csrf,
      mode,
      companies: rulebooks
        .all()
        .filter((rulebook) => worksFor(staff, rulebook.id))
        .map((rulebook) => ({ id: rulebook.id, name: rulebook.name, shortName: rulebook.shortName })),
      bankNames: bankNames(),
    }
  }

  const done = (context: Context, outcome: 'done' | Parameters<typeof isRefusal>[0]) => {
    if (outcome === 'done') context.status = 204
    else answer(context, outcome)
  }

  deeds.post('/console/api/session', async (context) => {
    auth.sameSite(context)
    await limit(context)
    const outcome = await logIn(await validated(context, staffSessionRequest))
    if (isRefusal(outcome)) {
      const wait = outcome.facts?.retryAfterSeconds
      if (wait !== undefined) context.set('retry-after', String(wait))
      answer(context, outcome)
      return
    }
    auth.open(context, outcome.token)
    answer(context, view(outcome, auth.csrfOf(outcome.token)), 201)
  })

  router.get('/console/api/session', auth.entering, (context) => {
    answer(context, view(onDuty(context), String(context.state.csrf)))
  })

  deeds.delete('/console/api/session', async (context) => {
    await sessions.end(onDuty(context))
    auth.close(context)
    context.status = 204
  })

  deeds.post('/console/api/session/second-factor', async (context) => {
    const { code } = await validated(context, secondFactorRequest)
    done(context, await sessions.showSecondFactor(onDuty(context), code))
  })

  deeds.post('/console/api/own/password', async (context) => {
    done(context, await own.choosePassword(onDuty(context), await validated(context, choosePasswordRequest)))
  })

  deeds.post('/console/api/own/second-factor', async (context) => {
    answer(context, await own.beginEnrolment(onDuty(context)))
  })

  deeds.post('/console/api/own/second-factor/confirmation', async (context) => {
    const { code } = await validated(context, secondFactorRequest)
    done(context, await own.confirmEnrolment(onDuty(context), code))
  })
}
