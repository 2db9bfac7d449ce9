import type { Context } from 'koa'
import {
  choosePasswordRequest,
  enrolmentAnswer,
  type StaffSessionView,
  secondFactorRequest,
  staffSession,
  staffSessionRequest,
} from '../../../../../contract/console'
import { isRefusal, type Refusal, type RefusalCode } from '../../../../application/common/refusal'
import type { StaffLogin, StaffOnDuty } from '../../../../application/staff/logIn'
import { beforeWork, ROLE_PERMISSIONS, SECOND_FACTOR_FRESH_MS, worksFor } from '../../../../domain/staff/staff'
import { consoleRoute, enteringRoute, type Route, staffAction } from '../../routing/route'
import type { StaffRealm, StaffVerbs } from '../verbs'

/** Who is on duty, what he may do, what he has to do first, and what his colleagues are called. */
async function view(
  { members }: Pick<StaffVerbs, 'members'>,
  { auth: _, rulebooks, bankNames, mode }: StaffRealm,
  { staff, session }: StaffOnDuty,
  csrf: string,
): Promise<StaffSessionView> {
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
    people: await members.names(staff),
  }
}

/** Hands the browser the token that takes the place of its old one. */
function renewed<Code extends RefusalCode>(
  realm: StaffRealm,
  verbs: Pick<StaffVerbs, 'members'>,
  context: Context,
  outcome: StaffLogin | Refusal<Code>,
) {
  if (isRefusal(outcome)) return outcome
  realm.auth.open(context, outcome.token)
  return view(verbs, realm, outcome, realm.auth.csrfOf(outcome.token))
}

/** Logging in and out, showing the second factor again, and one's own password and second factor. */
export const STAFF_SESSION_ROUTES: readonly Route[] = [
  consoleRoute({
    method: 'post',
    path: '/console/api/session',
    summary: '员工登录',
    limit: 'staff-login',
    body: staffSessionRequest,
    answer: staffSession,
    status: 201,
    refuses: ['login-blocked', 'login-failed', 'second-factor-needed', 'second-factor-wrong'],
    async answerTo({ verbs, realm, body, context, source }) {
      const outcome = await verbs.logIn(body, source)
      if (isRefusal(outcome)) {
        return outcome
      }
      realm.auth.open(context, outcome.token)
      return view(verbs, realm, outcome, realm.auth.csrfOf(outcome.token))
    },
  }),
  enteringRoute({
    method: 'get',
    path: '/console/api/session',
    summary: '谁在登录',
    answer: staffSession,
    answerTo: ({ verbs, realm, onDuty, context }) => view(verbs, realm, onDuty, String(context.state.csrf)),
  }),
  enteringRoute({
    method: 'delete',
    path: '/console/api/session',
    summary: '退出登录',
    async answerTo({ verbs, realm, onDuty, context }) {
      await verbs.sessions.end(onDuty)
      realm.auth.close(context)
      return 'done' as const
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/session/second-factor',
    summary: '再次输入动态码',
    body: secondFactorRequest,
    refuses: ['login-blocked', 'second-factor-wrong'],
    answerTo: ({ verbs, onDuty, body }) => verbs.sessions.showSecondFactor(onDuty, body.code),
  }),
  enteringRoute({
    method: 'post',
    path: '/console/api/own/password',
    summary: '修改密码',
    body: choosePasswordRequest,
    answer: staffSession,
    refuses: ['login-blocked', 'login-failed', 'weak-password'],
    answerTo: async ({ verbs, realm, onDuty, body, context }) =>
      renewed(realm, verbs, context, await verbs.own.choosePassword(onDuty, body)),
  }),
  enteringRoute({
    method: 'post',
    path: '/console/api/own/second-factor',
    summary: '开始绑定动态码',
    answer: enrolmentAnswer,
    refuses: ['second-factor-needed'],
    answerTo: ({ verbs, onDuty }) => verbs.own.beginEnrolment(onDuty),
  }),
  enteringRoute({
    method: 'post',
    path: '/console/api/own/second-factor/confirmation',
    summary: '确认绑定动态码',
    body: secondFactorRequest,
    answer: staffSession,
    refuses: ['login-blocked', 'second-factor-wrong'],
    answerTo: async ({ verbs, realm, onDuty, body, context }) =>
      renewed(realm, verbs, context, await verbs.own.confirmEnrolment(onDuty, body.code)),
  }),
]
