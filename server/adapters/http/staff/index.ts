import type Router from '@koa/router'
import { approvalRoutes } from './routes/approvals'
import { auditRoutes } from './routes/audit'
import { bookRoutes } from './routes/books'
import { demoRoutes } from './routes/demo'
import { staffInvoiceRoutes } from './routes/invoices'
import { fileRoutes } from './routes/files'
import { moneyWorkRoutes } from './routes/moneyWork'
import { reportRoutes } from './routes/reports'
import { seasonRoutes } from './routes/season'
import { sessionRoutes } from './routes/session'
import { settlementRefundRoutes } from './routes/settlementRefunds'
import { settlementDeskRoutes } from './routes/settlements'
import { staffMemberRoutes } from './routes/staffMembers'
import type { StaffRealm, StaffVerbs } from './verbs'

/** The console's routes, one file a noun, each below /console/api and behind `realm.auth.staff(permission)`. */
const ROUTES: ((router: Router, verbs: StaffVerbs, realm: StaffRealm) => void)[] = [
  sessionRoutes,
  demoRoutes,
  approvalRoutes,
  staffMemberRoutes,
  auditRoutes,
  bookRoutes,
  moneyWorkRoutes,
  fileRoutes,
  staffInvoiceRoutes,
  reportRoutes,
  seasonRoutes,
  settlementDeskRoutes,
  settlementRefundRoutes,
]

export function staffRoutes(router: Router, verbs: StaffVerbs, realm: StaffRealm): void {
  for (const add of ROUTES) add(router, verbs, realm)
}
