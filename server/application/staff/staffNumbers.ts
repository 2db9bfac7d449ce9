import type { Actor, Approval } from '../../domain/approval/approval'
import type { Staff } from '../../domain/staff/staff'
import { type Executor, propose } from '../approvals/approvals'
import { allOrNothing } from '../common/allOrNothing'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { recordStaffAction } from './logIn'

/**
 * The logins that a staff number names already. Refused with `staff-number-taken` when they are somebody else's by name: a
 * number that was mistyped would make two people one, who could then approve nothing of each other's.
 */
export async function loginsOfNumber(
  store: Pick<Store, 'staff'>,
  { staffNumber, displayName }: Pick<Staff, 'staffNumber' | 'displayName'>,
): Promise<{ others: Staff[] } | Refusal<'staff-number-taken'>> {
  const others = await store.staff.ofPerson(staffNumber)
  const stranger = others.find((one) => one.displayName !== displayName)
  return stranger ? refuse('staff-number-taken', { staffNumber, displayName: stranger.displayName }) : { others }
}

/** Says which other logins the same person has; empty when there are none. */
export const alsoKnownAs = (others: readonly Staff[]): string =>
  others.length === 0 ? '' : `，与登录名 ${others.map(({ loginName }) => loginName).join('、')} 为同一人`

/**
 * Proposes to correct the staff number of a login. It decides who may approve whose proposals, so an administrator alone
 * changes none: he could part two logins of one person. Refused: `nothing-changed`, `staff-number-taken`,
 * `already-proposed`.
 */
export function createProposeStaffNumber(ports: { database: Database; clock: Clock; ids: Ids }) {
  return (
    staff: Staff,
    staffNumber: string,
    maker: Actor,
  ): Promise<Approval | Refusal<'already-proposed' | 'nothing-changed' | 'staff-number-taken'>> =>
    allOrNothing(ports.database, async (store) => {
      if (staff.staffNumber === staffNumber) return refuse('nothing-changed')
      const known = await loginsOfNumber(store, { staffNumber, displayName: staff.displayName })
      if (isRefusal(known)) return known
      return propose(
        store,
        {
          company: staff.company,
          deed: 'set-staff-number',
          subject: staff.id,
          summary:
            `将 ${staff.displayName}（登录名 ${staff.loginName}）的工号由 ${staff.staffNumber} 改为 ${staffNumber}` +
            `${alsoKnownAs(known.others)}。工号相同的登录视为同一人，不能互相审批。`,
          payload: { staffId: staff.id, loginName: staff.loginName, from: staff.staffNumber, to: staffNumber },
          maker,
        },
        ports,
      )
    })
}

/**
 * Executes `set-staff-number`. Refused with `maker-is-checker` when the checker is the person whose number it is, before or
 * after: he would decide with whom he counts as one.
 */
export const setStaffNumber: Executor<
  'maker-is-checker' | 'not-awaiting' | 'not-found' | 'staff-number-taken'
> = async (store, approval, ports) => {
  const { from, to } = approval.payload
  if (approval.checkerNumber === from || approval.checkerNumber === to) return refuse('maker-is-checker')
  const staff = await store.staff.byId(approval.subject)
  if (!staff) return refuse('not-found')
  const known = await loginsOfNumber(store, { staffNumber: String(to), displayName: staff.displayName })
  if (isRefusal(known)) return known
  if (!(await store.staff.renumber(staff.id, String(from), String(to)))) return refuse('not-awaiting')
  await recordStaffAction(store, ports, {
    company: approval.company,
    actor: approval.checkerName ?? approval.makerName,
    deed: 'set-staff-number',
    subject: staff.id,
    detail: { approval: approval.id },
  })
  return 'done'
}
