import type { Route } from '../routing/route'
import { APPROVAL_ROUTES } from './routes/approvals'
import { AUDIT_ROUTES } from './routes/audit'
import { BANK_ROUTES } from './routes/bank'
import { BOOK_ROUTES } from './routes/books'
import { CLOSING_ROUTES } from './routes/closing'
import { DEMO_ROUTES } from './routes/demo'
import { DIFFERENCE_ROUTES } from './routes/differences'
import { FILE_ROUTES } from './routes/files'
import { STAFF_INVOICE_ROUTES } from './routes/invoices'
import { MONEY_WORK_ROUTES } from './routes/moneyWork'
import { PAYOUT_ROUTES } from './routes/payouts'
import { REPORT_ROUTES } from './routes/reports'
import { RULEBOOK_ROUTES } from './routes/rulebooks'
import { SEASON_ROUTES } from './routes/season'
import { SECURITY_ROUTES } from './routes/security'
import { SERVICE_REQUEST_ROUTES } from './routes/serviceRequests'
import { STAFF_SESSION_ROUTES } from './routes/session'
import { SETTLEMENT_REFUND_ROUTES } from './routes/settlementRefunds'
import { SETTLEMENT_DESK_ROUTES } from './routes/settlements'
import { STAFF_MEMBER_ROUTES } from './routes/staffMembers'
import { STATEMENT_MAPPING_ROUTES } from './routes/statementMappings'
import { VOUCHER_ROUTES } from './routes/vouchers'
import { WORK_ROUTES } from './routes/work'

/** All that the console can ask, below /console/api; one file a noun. */
export const STAFF_ROUTES: readonly Route[] = [
  ...STAFF_SESSION_ROUTES,
  ...DEMO_ROUTES,
  ...APPROVAL_ROUTES,
  ...STAFF_MEMBER_ROUTES,
  ...AUDIT_ROUTES,
  ...SECURITY_ROUTES,
  ...BOOK_ROUTES,
  ...BANK_ROUTES,
  ...MONEY_WORK_ROUTES,
  ...DIFFERENCE_ROUTES,
  ...CLOSING_ROUTES,
  ...FILE_ROUTES,
  ...STATEMENT_MAPPING_ROUTES,
  ...STAFF_INVOICE_ROUTES,
  ...REPORT_ROUTES,
  ...VOUCHER_ROUTES,
  ...WORK_ROUTES,
  ...SERVICE_REQUEST_ROUTES,
  ...SEASON_ROUTES,
  ...SETTLEMENT_DESK_ROUTES,
  ...SETTLEMENT_REFUND_ROUTES,
  ...PAYOUT_ROUTES,
  ...RULEBOOK_ROUTES,
]
