import { ROLE_NAMES, type Role } from '../../../contract/staffWords'
import type { Actor } from '../../domain/approval/approval'
import { ALL_COMPANIES, type Staff } from '../../domain/staff/staff'
import { type Executor, propose } from '../approvals/approvals'
import { allOrNothing } from '../common/allOrNothing'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Passwords } from '../ports/staff'
import type { Clock, Ids } from '../ports/system'
import { nameHashOf, recordStaffAction } from './logIn'
import { alsoKnownAs, createProposeStaffNumber, loginsOfNumber } from './staffNumbers'

/**
 * Puts the one-time password of a reset in force: the second factor goes, all logins end, a lock is lifted. Refused when
 * none waits, or the member was dismissed meanwhile.
 */
export async function applyReset(
  store: Pick<Store, 'loginFailures' | 'staff' | 'staffSessions'>,
  staffId: string,
  now: number,
): Promise<'done' | Refusal<'not-awaiting'>> {
  const staff = await store.staff.byId(staffId)
  if (!staff || staff.nextPasswordHash === null || staff.dismissedAt !== null) return refuse('not-awaiting')
  await store.staff.change(staffId, {
    passwordHash: staff.nextPasswordHash,
    nextPasswordHash: null,
    passwordSetAt: null,
    totpSecret: null,
    totpPending: null,
  })
  await store.staffSessions.endAllOf(staffId, now)
  await store.loginFailures.clear(nameHashOf(staff.loginName))
  return 'done'
}

/** Executes `reset-staff`. */
export const resetStaff: Executor<'not-awaiting'> = (store, approval, { clock }) =>
  applyReset(store, approval.subject, clock.now())

interface Ports {
  database: Database
  clock: Clock
  ids: Ids
  passwords: Passwords
}

export interface NewStaff {
  company: string
  loginName: string
  displayName: string
  /** 工号: names the person. */
  staffNumber: string
  role: Role
}

export interface AddedStaff {
  staff: Staff
  /** To be handed over in person; has to be replaced at the first login. */
  oneTimePassword: string
}

/**
 * Who belongs to the staff. In the console an administrator proposes a new member and a second person agrees, else he
 * could make himself the second person of every proposal; an operator on the machine adds one alone.
 */
export function createStaffMembers({ database, clock, ids, passwords }: Ports) {
  const note = (
    store: Pick<Store, 'audit'>,
    actor: Actor,
    deed: 'add-staff' | 'dismiss-staff' | 'reset-staff',
    staff: Staff,
  ) =>
    recordStaffAction(
      store,
      { clock, ids },
      { company: staff.company, actor: actor.loginName, deed, subject: staff.id, detail: { role: staff.role } },
    )

  async function made(given: NewStaff, by: Actor, activatedAt: number | null): Promise<AddedStaff> {
    const oneTimePassword = passwords.oneTime()
    const staff: Staff = {
      ...given,
      id: ids.next(),
      passwordHash: await passwords.hash(oneTimePassword),
      nextPasswordHash: null,
      passwordSetAt: null,
      totpSecret: null,
      totpPending: null,
      totpLastStep: 0,
      activatedAt,
      dismissedAt: null,
      createdAt: clock.now(),
      createdBy: by.loginName,
    }
    return { staff, oneTimePassword }
  }

  return {
    proposeNumber: createProposeStaffNumber({ database, clock, ids }),
    list: (company?: string) => database.read.staff.list(company),

    /** What people are called, by login name: colleagues of the asker, and those who work for every company. */
    async names({ company }: Pick<Staff, 'company'>): Promise<Record<string, string>> {
      const all = await database.read.staff.list()
      const seen = all.filter((one) => company === ALL_COMPANIES || [company, ALL_COMPANIES].includes(one.company))
      return Object.fromEntries(seen.map(({ loginName, displayName }) => [loginName, displayName]))
    },

    /** An operator adds a member, active at once. Refused: `login-name-taken`, `staff-number-taken`. */
    async add(given: NewStaff, by: Actor): Promise<AddedStaff | Refusal<'login-name-taken' | 'staff-number-taken'>> {
      const added = await made(given, by, clock.now())
      return allOrNothing(database, async (store) => {
        if (await store.staff.byLoginName(given.loginName)) return refuse('login-name-taken')
        const known = await loginsOfNumber(store, given)
        if (isRefusal(known)) return known
        if (!(await store.staff.insert(added.staff))) return refuse('login-name-taken')
        await note(store, by, 'add-staff', added.staff)
        return added
      })
    },

    /** An administrator proposes a member; he may log in once somebody else has approved. Refused as `add`. */
    async propose(
      given: NewStaff,
      by: Actor,
    ): Promise<AddedStaff | Refusal<'already-proposed' | 'login-name-taken' | 'staff-number-taken'>> {
      const added = await made(given, by, null)
      const { staff } = added
      return allOrNothing(database, async (store) => {
        if (await store.staff.byLoginName(given.loginName)) return refuse('login-name-taken')
        const known = await loginsOfNumber(store, given)
        if (isRefusal(known)) return known
        if (!(await store.staff.insert(staff))) return refuse('login-name-taken')
        const proposal = await propose(
          store,
          {
            company: staff.company,
            deed: 'add-staff',
            subject: staff.id,
            summary: `新增员工 ${staff.displayName}（工号 ${staff.staffNumber}，登录名 ${staff.loginName}），角色为${ROLE_NAMES[staff.role]}${alsoKnownAs(known.others)}。`,
            payload: {
              staffId: staff.id,
              loginName: staff.loginName,
              staffNumber: staff.staffNumber,
              role: staff.role,
              company: staff.company,
            },
            maker: by,
          },
          { clock, ids },
        )
        return isRefusal(proposal) ? proposal : added
      })
    },

    /** Dismisses a member; his logins end with this transaction. Refused: `not-awaiting` when he was dismissed before. */
    async dismiss(staff: Staff, by: Actor): Promise<{ dismissed: Staff } | Refusal<'not-awaiting'>> {
      return allOrNothing(database, async (store) => {
        const now = clock.now()
        if (!(await store.staff.dismiss(staff.id, now))) return refuse('not-awaiting')
        await store.staffSessions.endAllOf(staff.id, now)
        await note(store, by, 'dismiss-staff', staff)
        return { dismissed: { ...staff, dismissedAt: now } }
      })
    },

    /** An operator gives a member a new one-time password and takes his second factor away, at once. */
    async reset(staff: Staff, by: Actor): Promise<AddedStaff> {
      const oneTimePassword = passwords.oneTime()
      const nextPasswordHash = await passwords.hash(oneTimePassword)
      await database.transaction(async (store) => {
        await store.staff.change(staff.id, { nextPasswordHash })
        await applyReset(store, staff.id, clock.now())
        await note(store, by, 'reset-staff', staff)
      })
      return { staff, oneTimePassword }
    },

    /** An administrator proposes the same: alone he could make any member's login his own. */
    async proposeReset(staff: Staff, by: Actor): Promise<AddedStaff | Refusal<'already-proposed'>> {
      const oneTimePassword = passwords.oneTime()
      const nextPasswordHash = await passwords.hash(oneTimePassword)
      return allOrNothing(database, async (store) => {
        await store.staff.change(staff.id, { nextPasswordHash })
        const proposal = await propose(
          store,
          {
            company: staff.company,
            deed: 'reset-staff',
            subject: staff.id,
            summary: `重置 ${staff.displayName}（登录名 ${staff.loginName}，${ROLE_NAMES[staff.role]}）的密码和动态码，其现有登录立即失效。`,
            payload: { staffId: staff.id, loginName: staff.loginName },
            maker: by,
          },
          { clock, ids },
        )
        return isRefusal(proposal) ? proposal : { staff, oneTimePassword }
      })
    },
  }
}

/** Executes `add-staff`: the second person agreed, the new member of staff may log in. */
export const activateStaff: Executor<'not-awaiting'> = async (store, approval, { clock, ids }) => {
  const now = clock.now()
  if (!(await store.staff.activate(approval.subject, now))) return refuse('not-awaiting')
  await store.audit.append({
    id: ids.next(),
    company: approval.company,
    at: now,
    actor: approval.checkerName ?? approval.makerName,
    deed: 'activate-staff',
    subject: approval.subject,
    detail: { approval: approval.id },
  })
  return 'done'
}
