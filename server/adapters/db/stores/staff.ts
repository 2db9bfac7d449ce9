import { type EntityManager, IsNull, LessThan, Not } from 'typeorm'
import type { LoginFailureStore, StaffSessionStore, StaffStore } from '../../../application/ports/staff'
import * as tables from '../entities'
import { rowsOf } from '../rows'

/** Members of staff; nobody is ever deleted, their names stand in the audit log. */
export function staffStore(manager: EntityManager): StaffStore {
  const rows = rowsOf(manager, tables.staff)
  return {
    byId: (id) => rows.one({ id }),
    byLoginName: (loginName) => rows.one({ loginName }),
    list: (company) => rows.many(company === undefined ? {} : { company }, { loginName: 'ASC' }),
    ofPerson: (staffNumber) => rows.many({ staffNumber }, { loginName: 'ASC' }),
    renumber: async (id, from, to) => (await rows.update({ staffNumber: to }, { id, staffNumber: from })) === 1,
    insert: async (staff) => (await rows.insert(staff)) === 'inserted',
    async change(id, to) {
      await rows.update(to, { id })
    },
    activate: async (id, at) =>
      (await rows.update({ activatedAt: at }, { id, activatedAt: IsNull(), dismissedAt: IsNull() })) === 1,
    dismiss: async (id, at) => (await rows.update({ dismissedAt: at }, { id, dismissedAt: IsNull() })) === 1,
    takeTotpStep: async (id, step) =>
      (await rows.update({ totpLastStep: step }, { id }, 'totp_last_step < :takenStep', { takenStep: step })) === 1,
  }
}

/** Logins of staff. */
export function staffSessionStore(manager: EntityManager): StaffSessionStore {
  const rows = rowsOf(manager, tables.staffSessions)
  return {
    insert: (session) => rows.insertMany([session]),
    byId: (id) => rows.one({ id }),
    async seen(id, at) {
      await rows.update({ lastSeenAt: at }, { id })
    },
    async secondFactorShown(id, at) {
      await rows.update({ secondFactorAt: at }, { id })
    },
    async end(id, at) {
      await rows.update({ endedAt: at }, { id, endedAt: IsNull() })
    },
    async endAllOf(staffId, at, except) {
      const others = except === undefined ? {} : { id: Not(except) }
      await rows.update({ endedAt: at }, { staffId, endedAt: IsNull(), ...others })
    },
  }
}

/** Failed logins. A try is counted before the password is looked at, so that many at once do not escape the count. */
export function loginFailureStore(manager: EntityManager): LoginFailureStore {
  const rows = rowsOf(manager, tables.loginFailures)
  return {
    async begin(nameHash, now) {
      const counted = () =>
        rows.update({ failures: () => 'failures + 1' }, { nameHash }, 'blocked_until <= :now', { now })
      if ((await counted()) === 0) {
        const first = (await rows.insert({ nameHash, failures: 1, blockedUntil: 0 })) === 'inserted'
        if (!first && (await counted()) === 0) return undefined
      }
      return (await rows.one({ nameHash }))?.failures
    },
    async blockUntil(nameHash, until) {
      await rows.update({ blockedUntil: until }, { nameHash })
    },
    blockedUntil: async (nameHash) => (await rows.one({ nameHash }))?.blockedUntil ?? 0,
    async clear(nameHash) {
      await rows.update({ failures: 0, blockedUntil: 0 }, { nameHash })
    },
    async forgetBefore(at) {
      await rows
        .query('f')
        .delete()
        .where({ blockedUntil: LessThan(at) })
        .execute()
    },
  }
}
