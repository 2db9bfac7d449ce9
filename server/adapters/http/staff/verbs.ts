import type { AccountBook } from '../../../application/accountBook'
import type { createApprovals } from '../../../application/approvals/approvals'
import type { ActionRefusal } from '../../../application/approvedActions/executors'
import type { createReadSheet } from '../../../application/approvedActions/sheet'
import type { Closings } from '../../../application/closing/closing'
import type { createDesk } from '../../../application/desk'
import type { createMoneyWork } from '../../../application/desk/moneyWork'
import type { createShowAudit } from '../../../application/desk/showLedger'
import type { createShowSecurity } from '../../../application/desk/showSecurity'
import type { Differences } from '../../../application/differences'
import type { RecheckRefusal } from '../../../application/differences/take'
import type { Files } from '../../../application/files'
import type { AfterSeason } from '../../../application/heatSettlement'
import type { createInvoicesAgainstRefunds } from '../../../application/invoices/againstRefunds'
import type { createProposeRedLetter } from '../../../application/invoices/redLetter'
import type { createRetryInvoice } from '../../../application/invoices/requestInvoice'
import type { createListInvoices, createOpenInvoice } from '../../../application/invoices/showInvoices'
import type { SecondFactor } from '../../../application/ports/staff'
import type { Clock } from '../../../application/ports/system'
import type { createReports } from '../../../application/reports'
import type { RulebookDesk } from '../../../application/rulebooks'
import type { Season } from '../../../application/season'
import type { createStaffLogIn, createStaffSessions } from '../../../application/staff/logIn'
import type { createStaffMembers } from '../../../application/staff/members'
import type { createOwnAccount } from '../../../application/staff/ownAccount'
import type { createVouchers } from '../../../application/vouchers/vouchers'
import type { WorkItems } from '../../../application/workItems/workItems'
import type { Rulebooks } from '../../../domain/rulebook/rulebook'
import type { StaffAuth } from './staffAuth'

/** What the console's routes can ask for; wired in wiring/staff. */
export interface StaffVerbs {
  secondFactor: SecondFactor
  logIn: ReturnType<typeof createStaffLogIn>
  sessions: ReturnType<typeof createStaffSessions>
  own: ReturnType<typeof createOwnAccount>
  members: ReturnType<typeof createStaffMembers>
  approvals: ReturnType<typeof createApprovals<ActionRefusal | RecheckRefusal>>
  readSheet: ReturnType<typeof createReadSheet>
  differences: Differences
  closings: Closings
  accountBook: AccountBook
  moneyWork: ReturnType<typeof createMoneyWork>
  invoices: {
    list: ReturnType<typeof createListInvoices>
    open: ReturnType<typeof createOpenInvoice>
    againstRefunds: ReturnType<typeof createInvoicesAgainstRefunds>
    retry: ReturnType<typeof createRetryInvoice>
    proposeRedLetter: ReturnType<typeof createProposeRedLetter>
  }
  reports: ReturnType<typeof createReports>
  vouchers: ReturnType<typeof createVouchers>
  desk: ReturnType<typeof createDesk>
  showAudit: ReturnType<typeof createShowAudit>
  showSecurity: ReturnType<typeof createShowSecurity>
  files: Files
  season: Season['desk']
  work: WorkItems
  afterSeason: AfterSeason['desk']
  rulebooks: RulebookDesk
}

/** Who may pass, and what every console route knows. */
export interface StaffRealm {
  auth: StaffAuth
  clock: Clock
  rulebooks: Rulebooks
  /** What the configured banks are called, by id. */
  bankNames(): Readonly<Record<string, string>>
  mode: 'sandbox' | 'production'
}
