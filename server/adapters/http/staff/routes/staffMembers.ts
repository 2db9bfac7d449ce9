import type Router from '@koa/router'
import type { Context } from 'koa'
import {
  addStaffRequest,
  type OneTimePasswordAnswer,
  type StaffView,
  staffNumberRequest,
} from '../../../../../contract/console'
import { isRefusal, type Refusal, refuse } from '../../../../application/refusal'
import type { AddedStaff } from '../../../../application/staff/members'
import { type Staff, worksFor } from '../../../../domain/staff/staff'
import { validated } from '../../body'
import { HttpProblem } from '../../problems'
import { answer } from '../../respond'
import { companyScope } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffDesk, StaffVerbs } from '../verbs'

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

const handedOver = (outcome: AddedStaff | Refusal): OneTimePasswordAnswer | Refusal =>
  isRefusal(outcome) ? outcome : { staff: view(outcome.staff), oneTimePassword: outcome.oneTimePassword }

/** Who belongs to the staff: an administrator adds (a second person approves), dismisses and resets. */
export function staffMemberRoutes(
  router: Router,
  { members }: StaffVerbs,
  { auth, rulebooks, deeds }: StaffDesk,
): void {
  const admins = auth.staff('manage-staff')

  async function named(context: Context): Promise<Staff> {
    const found = (await members.list()).find(({ id }) => id === context.params.id)
    if (!found || !worksFor(onDuty(context).staff, found.company)) throw new HttpProblem('not-found')
    return found
  }

  router.get('/console/api/staff', admins, async (context) => {
    answer(context, { staff: (await members.list(companyScope(context, undefined))).map(view) })
  })

  deeds.post('/console/api/staff', async (context) => {
    const request = await validated(context, addStaffRequest)
    const { staff } = onDuty(context)
    const known = request.company === '*' || rulebooks.get(request.company) !== undefined
    if (!known || !worksFor(staff, request.company)) throw new HttpProblem('not-found')
    answer(context, handedOver(await members.propose(request, staff)), 201)
  })

  deeds.post('/console/api/staff/:id/reset', async (context) => {
    answer(context, handedOver(await members.proposeReset(await named(context), onDuty(context).staff)))
  })

  deeds.post('/console/api/staff/:id/number', async (context) => {
    const { staffNumber } = await validated(context, staffNumberRequest)
    const proposed = await members.proposeNumber(await named(context), staffNumber, onDuty(context).staff)
    answer(context, isRefusal(proposed) ? proposed : { approvalId: proposed.id, summary: proposed.summary }, 201)
  })

  deeds.post('/console/api/staff/:id/dismiss', async (context) => {
    const { staff } = onDuty(context)
    const found = await named(context)
    if (found.id === staff.id) return answer(context, refuse('not-allowed'))
    const outcome = await members.dismiss(found, staff)
    answer(context, isRefusal(outcome) ? outcome : { staff: view(outcome.dismissed) })
  })
}
