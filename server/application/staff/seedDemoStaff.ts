import type { Role } from '../../../contract/staffWords'
import { AUDIT_SYSTEM, INSTALLATION } from '../../domain/audit/audit'
import { ALL_COMPANIES } from '../../domain/staff/staff'
import type { Clock, Database, Ids } from '../ports'
import { hasDemoData } from '../seedDemo'
import type { Passwords } from '../staffPort'
import { noteStaffDeed } from './note'

/** Published in the README: they open nothing but a sandbox. Production refuses a database that ever held them. */
export const DEMO_PASSWORD = 'heatpay-demo-2026'
export const DEMO_TOTP_SECRET = 'HEATPAYDEMOHEATPAYDEMOHEATPAYDEM'

export const DEMO_STAFF: readonly { loginName: string; displayName: string; staffNumber: string; role: Role }[] = [
  { loginName: 'demo-cashier', displayName: '演示出纳', staffNumber: 'd001', role: 'cashier' },
  { loginName: 'demo-accountant', displayName: '演示会计', staffNumber: 'd002', role: 'accountant' },
  { loginName: 'demo-manager', displayName: '演示主管', staffNumber: 'd003', role: 'manager' },
  { loginName: 'demo-auditor', displayName: '演示审计', staffNumber: 'd004', role: 'auditor' },
  { loginName: 'demo-admin', displayName: '演示管理员', staffNumber: 'd005', role: 'admin' },
]

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
        noteStaffDeed(store, ports, { company: INSTALLATION, actor: AUDIT_SYSTEM, deed, subject })
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
