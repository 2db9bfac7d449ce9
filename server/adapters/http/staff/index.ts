import type Router from '@koa/router'
import { deedRoutes } from './deeds'
import { approvalRoutes } from './routes/approvals'
import { auditRoutes } from './routes/audit'
import { bookRoutes } from './routes/books'
import { closingRoutes } from './routes/closing'
import { demoRoutes } from './routes/demo'
import { differenceRoutes } from './routes/differences'
import { fileRoutes } from './routes/files'
import { staffInvoiceRoutes } from './routes/invoices'
import { moneyWorkRoutes } from './routes/moneyWork'
import { payoutRoutes } from './routes/payouts'
import { reportRoutes } from './routes/reports'
import { seasonRoutes } from './routes/season'
import { sessionRoutes } from './routes/session'
import { settlementRefundRoutes } from './routes/settlementRefunds'
import { settlementDeskRoutes } from './routes/settlements'
import { staffMemberRoutes } from './routes/staffMembers'
import { voucherRoutes } from './routes/vouchers'
import type { StaffDesk, StaffRealm, StaffVerbs } from './verbs'

/** The console's routes, one file a noun, each below /console/api and behind `realm.auth.staff(permission)`. */
const ROUTES: ((router: Router, verbs: StaffVerbs, desk: StaffDesk) => void)[] = [
  sessionRoutes,
  demoRoutes,
  approvalRoutes,
  staffMemberRoutes,
  auditRoutes,
  bookRoutes,
  moneyWorkRoutes,
  differenceRoutes,
  closingRoutes,
  fileRoutes,
  staffInvoiceRoutes,
  reportRoutes,
  voucherRoutes,
  seasonRoutes,
  settlementDeskRoutes,
  settlementRefundRoutes,
  payoutRoutes,
]

export function staffRoutes(router: Router, verbs: StaffVerbs, realm: StaffRealm): void {
  const desk = { ...realm, deeds: deedRoutes(router, realm.auth) }
  for (const add of ROUTES) add(router, verbs, desk)
}
