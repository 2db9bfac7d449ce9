import type { Household } from '../../domain/household/household'
import type { Payment } from '../../domain/payment/payment'
import type { AccountBookStore } from './accountBook'
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
import type { InvoiceStore, InvoiceTitleStore } from './invoices'
import type { LedgerChainStore, LedgerStore } from './ledger'
import type { MessageConsentStore, MessageStore } from './messages'
import type { ClaimStore, OrderStore, PaymentStore, SuspenseStore } from './payments'
import type { ReconciliationStore } from './reconciliation'
import type { RefundCardStore, RefundStore, StrayRefundStore } from './refunds'
import type { ReportReader, VoucherExportStore } from './reports'
import type { RetentionStore } from './retention'
import type { RulebookVersionStore } from './rulebooks'
import type { GasSubsidyStore, SeasonRecordStore, ServiceRequestStore } from './season'
import type { SecurityEventStore } from './securityEvents'
import type { LoginFailureStore, StaffSessionStore, StaffStore } from './staff'
import type { StatementMappingStore } from './statementMappings'
import type { Inserted } from './system'
import type { WatchReader } from './watch'
import type { IdempotencyStore, InboxEntry, InboxStore, JobStore, SequenceStore } from './work'
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
  invoiceTitles: InvoiceTitleStore
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
  watch: WatchReader
  retention: RetentionStore
  workItems: WorkItemStore
  applications: ServiceRequestStore
  seasonRecords: SeasonRecordStore
  bankMatching: BankMatchingStore
  accountBook: AccountBookStore
  statementMappings: StatementMappingStore
  gasSubsidies: GasSubsidyStore
  rulebookVersions: RulebookVersionStore
  /** All the tables, for what is asked by who may be in a batch (BookingStore). */
  whole(): Store
}

/**
 * All that booking a channel's payment reads and writes. A transaction offers it, and so does a batch of payments that are booked
 * together (adapters/db/batch): one and the same code books one by one and many at a time.
 */
export interface BookingStore {
  inbox: Pick<InboxStore, 'markProcessed'>
  orders: Pick<OrderStore, 'byNo' | 'change'>
  payments: Pick<PaymentStore, 'byHousehold' | 'insert'> & {
    byTransaction(...key: Parameters<PaymentStore['byTransaction']>): Promise<Pick<Payment, 'id'> | undefined>
  }
  households: Pick<HouseholdStore, 'touch'> & {
    byId(id: string): Promise<Pick<Household, 'id' | 'company' | 'version'> | undefined>
    byUserCode(company: string, userCode: string): Promise<Pick<Household, 'id'> | undefined>
  }
  bills: Pick<BillStore, 'applicationsOf' | 'apply' | 'byHousehold' | 'insertApplications'>
  suspense: Pick<SuspenseStore, 'insert'>
  ledger: Pick<LedgerStore, 'insert'>
  followUps: Pick<FollowUpStore, 'insert'>
  messages: Pick<MessageStore, 'insert'>
  jobs: Pick<JobStore, 'add'>
  /** All the tables. A batch has none to give: what asks for it goes alone. */
  whole(): Store
}

/** Thrown by work in a transaction whose guard failed: the transaction is rolled back and tried again, a bounded number of times. */
export class ConcurrencyConflict extends Error {
  constructor(what: string) {
    super(`outrun by another: ${what}`)
  }
}

/**
 * Thrown when the database does not answer, or is lost in the middle: whether the work was done is not known, and it may be done again
 * as a whole (M4). It comes back by itself.
 */
export class DatabaseAway extends Error {
  constructor(cause?: unknown) {
    super('the database does not answer', { cause })
  }
}

export interface Database {
  /** Reads what is committed. */
  read: Store
  /** All of `work` or nothing. May run it more than once (dead-lock, lost connection, ConcurrencyConflict), so it must only touch the store. */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>
  /**
   * Commits a verified notification to the inbox, in one commit with all that are on their way at this moment; it waits for
   * nothing else (M1). `duplicate`: it is there already (M3).
   */
  keep(entry: InboxEntry): Promise<Inserted>
  /**
   * Does `work` for many entries in one transaction, for each as if it were alone, in their order. Gives those that it was not
   * done for, in their order, which go alone: what needs more than a BookingStore, and what comes after such a one on the same
   * household; all of them when somebody else was faster with any.
   */
  together(
    entries: readonly InboxEntry[],
    work: (store: BookingStore, entry: InboxEntry) => Promise<void>,
  ): Promise<readonly InboxEntry[]>
}
