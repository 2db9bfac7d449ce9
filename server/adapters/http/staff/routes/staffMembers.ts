import {
  addStaffRequest,
  dismissedAnswer,
  type OneTimePasswordAnswer,
  oneTimePasswordAnswer,
  type StaffView,
  staffAnswer,
  staffNumberAnswer,
  staffNumberRequest,
} from '../../../../../contract/console'
import { isRefusal, type Refusal, type RefusalCode, refuse } from '../../../../application/common/refusal'
import type { AddedStaff } from '../../../../application/staff/members'
import { type Staff, worksFor } from '../../../../domain/staff/staff'
import { type Route, staffAction, staffRoute } from '../../routing/route'
import type { StaffVerbs } from '../verbs'

function view(staff: Staff): StaffView {
  const { id, loginName, displayName, staffNumber, role, company, createdAt, dismissedAt, activatedAt, totpSecret } =
    staff
  return {
    id,
    loginName,
    displayName,
    staffNumber,
    role,
    company,
    state: dismissedAt !== null ? 'dismissed' : activatedAt === null ? 'awaiting' : 'active',
    hasSecondFactor: totpSecret !== null,
    createdAt,
    dismissedAt,
  }
}

const handedOver = <Code extends RefusalCode = never>(
  outcome: AddedStaff | Refusal<Code>,
): OneTimePasswordAnswer | Refusal<Code> =>
  isRefusal(outcome) ? outcome : { staff: view(outcome.staff), oneTimePassword: outcome.oneTimePassword }

/** A member of the asker's own company; any other is as if he did not exist. */
async function memberOf({ members }: StaffVerbs, asker: Staff, id: string): Promise<Staff | Refusal<'not-found'>> {
  const found = (await members.list()).find((member) => member.id === id)
  return found && worksFor(asker, found.company) ? found : refuse('not-found')
}

/** Who belongs to the staff: an administrator adds (a second person approves), dismisses and resets. */
export const STAFF_MEMBER_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/staff',
    summary: '员工',
    may: 'manage-staff',
    answer: staffAnswer,
    answerTo: async ({ verbs, company }) => ({ staff: (await verbs.members.list(company)).map(view) }),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/staff',
    summary: '申请新增员工',
    body: addStaffRequest,
    answer: oneTimePasswordAnswer,
    status: 201,
    refuses: ['already-proposed', 'login-name-taken', 'not-found', 'staff-number-taken'],
    async answerTo({ verbs, realm, staff, body }) {
      const known = body.company === '*' || realm.rulebooks.get(body.company) !== undefined
      return known ? handedOver(await verbs.members.propose(body, staff)) : refuse('not-found')
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/staff/:id/reset',
    summary: '申请重置登录',
    answer: oneTimePasswordAnswer,
    refuses: ['already-proposed', 'not-found'],
    async answerTo({ verbs, staff, params }) {
      const member = await memberOf(verbs, staff, params.id)
      return isRefusal(member) ? member : handedOver(await verbs.members.proposeReset(member, staff))
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/staff/:id/number',
    summary: '申请更正工号',
    body: staffNumberRequest,
    answer: staffNumberAnswer,
    status: 201,
    refuses: ['already-proposed', 'not-found', 'nothing-changed', 'staff-number-taken'],
    async answerTo({ verbs, staff, params, body }) {
      const member = await memberOf(verbs, staff, params.id)
      if (isRefusal(member)) return member
      const proposed = await verbs.members.proposeNumber(member, body.staffNumber, staff)
      return isRefusal(proposed) ? proposed : { approvalId: proposed.id, summary: proposed.summary }
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/staff/:id/dismiss',
    summary: '停用员工',
    answer: dismissedAnswer,
    refuses: ['not-allowed', 'not-awaiting', 'not-found'],
    async answerTo({ verbs, staff, params }) {
      const member = await memberOf(verbs, staff, params.id)
      if (isRefusal(member)) return member
      if (member.id === staff.id) return refuse('not-allowed')
      const outcome = await verbs.members.dismiss(member, staff)
      return isRefusal(outcome) ? outcome : { staff: view(outcome.dismissed) }
    },
  }),
]
