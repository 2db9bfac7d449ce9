import type { ApprovalStore } from './approvals'
import type { AnchorStore, AuditStore } from './audit'
import type { BankMatchingStore } from './bankMatching'
import type { BillStore } from './bills'
import type { ChannelFileStore } from './channelFiles'
import type { ClosingStore } from './closings'
import type { GuessCountStore } from './counts'
import type { DeskReader } from './desk'
import type { ChannelClaimStore, DifferenceStore } from './differences'
import type { FileFetchStore, InboxFileStore } from './fileFetches'
import type { FollowUpStore } from './followUps'
import type { AfterSeasonStores } from './heatSettlement'
import type { BindingStore, HouseholdStore, ResidentStore } from './households'
import type { InvoiceStore } from './invoices'
import type { LedgerChainStore, LedgerStore } from './ledger'
import type { MessageConsentStore, MessageStore } from './messages'
import type { ClaimStore, OrderStore, PaymentStore, SuspenseStore } from './payments'
import type { ReconciliationStore } from './reconciliation'
import type { RefundCardStore, RefundStore, StrayRefundStore } from './refunds'
import type { ReportReader, VoucherExportStore } from './reports'
import type { GasSubsidyStore, SeasonRecordStore, ServiceRequestStore } from './season'
import type { SecurityEventStore } from './securityEvents'
import type { LoginFailureStore, StaffSessionStore, StaffStore } from './staff'
import type { IdempotencyStore, InboxStore, JobStore, SequenceStore } from './work'
import type { WorkItemStore } from './workItems'

/** All the tables, seen from one place: either outside a transaction (reads), or within one. */
export interface Store extends AfterSeasonStores {
  households: HouseholdStore
  bills: BillStore
  orders: OrderStore
  payments: PaymentStore
  suspense: SuspenseStore
  claims: ClaimStore
  ledger: LedgerStore
  ledgerChain: LedgerChainStore
  inbox: InboxStore
  jobs: JobStore
  messages: MessageStore
  messageConsents: MessageConsentStore
  residents: ResidentStore
  bindings: BindingStore
  invoices: InvoiceStore
  idempotency: IdempotencyStore
  sequences: SequenceStore
  refunds: RefundStore
  refundCards: RefundCardStore
  strayRefunds: StrayRefundStore
  followUps: FollowUpStore
  channelFiles: ChannelFileStore
  reconciliation: ReconciliationStore
  fileFetches: FileFetchStore
  inboxFiles: InboxFileStore
  differences: DifferenceStore
  channelClaims: ChannelClaimStore
  closings: ClosingStore
  audit: AuditStore
  anchors: AnchorStore
  approvals: ApprovalStore
  staff: StaffStore
  staffSessions: StaffSessionStore
  loginFailures: LoginFailureStore
  guessCounts: GuessCountStore
  securityEvents: SecurityEventStore
  desk: DeskReader
  reports: ReportReader
  vouchers: VoucherExportStore
  workItems: WorkItemStore
  applications: ServiceRequestStore
  seasonRecords: SeasonRecordStore
  bankMatching: BankMatchingStore
  gasSubsidies: GasSubsidyStore
}

/** Thrown by work in a transaction whose guard failed: the transaction is rolled back and tried again, a bounded number of times. */
export class ConcurrencyConflict extends Error {
  constructor(what: string) {
    super(`outrun by another: ${what}`)
  }
}

export interface Database {
  /** Reads what is committed. */
  read: Store
  /** All of `work` or nothing. May run it more than once (dead-lock, lost connection, ConcurrencyConflict), so it must only touch the store. */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>
}
