import type { Database } from '../../application/ports/database'
import type { Passwords } from '../../application/ports/staff'
import type { Clock, Ids } from '../../application/ports/system'
import { recordStaffAction } from '../../application/staff/logIn'
import { AUDIT_SYSTEM, INSTALLATION } from '../../domain/audit/audit'
import { DEMO_PASSWORD, DEMO_STAFF, DEMO_TOTP_SECRET } from '../../domain/staff/demoStaff'
import { ALL_COMPANIES } from '../../domain/staff/staff'
import { hasDemoData } from './seedDemo'

/** Puts one member of staff for each role in, who work for all companies; those who are there stay as they are. */
export function createSeedDemoStaff(ports: { database: Database; clock: Clock; ids: Ids; passwords: Passwords }) {
  const { database, clock, ids, passwords } = ports
  return async function seedDemoStaff(): Promise<{ added: number }> {
    const known = new Set((await database.read.staff.list()).map(({ loginName }) => loginName))
    const missing = DEMO_STAFF.filter(({ loginName }) => !known.has(loginName))
    if (missing.length === 0) return { added: 0 }
    const passwordHash = await passwords.hash(DEMO_PASSWORD)
    const now = clock.now()
    return database.transaction(async (store) => {
      const note = (deed: 'begin-demo' | 'add-staff', subject: string) =>
        recordStaffAction(store, ports, { company: INSTALLATION, actor: AUDIT_SYSTEM, deed, subject })
      if (!(await hasDemoData(store))) await note('begin-demo', 'staff')
      let added = 0
      for (const member of missing) {
        const staff = {
          ...member,
          id: ids.next(),
          company: ALL_COMPANIES,
          passwordHash,
          nextPasswordHash: null,
          passwordSetAt: now,
          totpSecret: DEMO_TOTP_SECRET,
          totpPending: null,
          totpLastStep: 0,
          activatedAt: now,
          dismissedAt: null,
          createdAt: now,
          createdBy: AUDIT_SYSTEM,
        }
        if (!(await store.staff.insert(staff))) continue
        await note('add-staff', staff.id)
        added += 1
      }
      return { added }
    })
  }
}
