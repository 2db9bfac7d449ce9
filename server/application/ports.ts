import type { ApprovalStore } from './approvalPort'
import type { ClosingStore } from './closingPort'
import type { DeskReader } from './deskPort'
import type { DifferenceStore } from './differencePort'
import type { ChannelClaimStore } from './differences/channelClaimPort'
import type { FileFetchStore, InboxFileStore } from './files/filePorts'
import type { FollowUpStore } from './followUps/followUpPort'
import type { GasSubsidyStore } from './gasSubsidyPort'
import type { MessageConsentStore, MessageStore } from './messages/messageStore'
import type {
  BillStore,
  BindingStore,
  ClaimStore,
  HouseholdStore,
  InvoiceStore,
  LedgerStore,
  OrderStore,
  PaymentStore,
  ResidentStore,
  SuspenseStore,
} from './moneyPorts'
import type { BillFileStore, ReconciliationStore, RefundStore } from './reconciliationPorts'
import type { RefundCardStore } from './refunds/refundCardPort'
import type { StrayRefundStore } from './refunds/strayRefundPort'
import type { ReportReader } from './reportPort'
import type { ApplicationStore, SeasonRecordStore } from './seasonPort'
import type { AfterSeasonStores } from './settlementPort'
import type { SettlingStore } from './settling/settlingPort'
import type { LoginFailureStore, StaffSessionStore, StaffStore } from './staffPort'
import type { VoucherExportStore } from './voucherPort'
import type { AuditStore, IdempotencyStore, InboxStore, JobStore, LedgerChainStore, SequenceStore } from './workPorts'

export type { ChannelDirectory, PaymentChannel } from './channelPort'
export type { Inserted } from './inserted'
export type {
  BillRewrite,
  BillStore,
  BindingStore,
  ClaimStore,
  HouseholdStore,
  InvoiceFilter,
  InvoiceStore,
  LedgerStore,
  OrderStore,
  PaymentStore,
  RegisteredFacts,
  ResidentStore,
  SuspenseStore,
} from './moneyPorts'
export type {
  AuditFilter,
  AuditStore,
  IdempotencyRecord,
  IdempotencyStore,
  InboxEntry,
  InboxStore,
  Job,
  JobKind,
  JobStore,
  LedgerChainStore,
  SequenceStore,
} from './workPorts'

/** Time, replaceable: the sandbox's clock can be set. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** The civil day in Asia/Shanghai (domain.md C2). */
  today(): string
}

/** Names for new things; replaceable, so that a story can be told twice the same way. */
export interface Ids {
  /** A sortable 26-character id. */
  next(): string
  /** 18 upper-case letters and digits: HP, the day, and ten of chance (architecture.md, Decided now). */
  orderNo(today: string): string
  /** The same form for refunds, beginning with RF. */
  refundNo(today: string): string
}

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
  billFiles: BillFileStore
  reconciliation: ReconciliationStore
  fileFetches: FileFetchStore
  inboxFiles: InboxFileStore
  differences: DifferenceStore
  channelClaims: ChannelClaimStore
  closings: ClosingStore
  audit: AuditStore
  approvals: ApprovalStore
  staff: StaffStore
  staffSessions: StaffSessionStore
  loginFailures: LoginFailureStore
  desk: DeskReader
  reports: ReportReader
  vouchers: VoucherExportStore
  applications: ApplicationStore
  seasonRecords: SeasonRecordStore
  settling: SettlingStore
  gasSubsidies: GasSubsidyStore
}

/** Thrown by work in a transaction whose guard failed: the transaction is rolled back and tried anew, a bounded number of times. */
export class Outrun extends Error {
  constructor(what: string) {
    super(`outrun by another: ${what}`)
  }
}

export interface Database {
  /** Reads what is committed. */
  read: Store
  /** All of `work` or nothing. May run it more than once (dead-lock, lost connection, Outrun), so it must only touch the store. */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>
}

/** A log for machines: never personal data (architecture.md, Decided now). */
export interface Log {
  info(fields: Record<string, unknown>, message: string): void
  warn(fields: Record<string, unknown>, message: string): void
  error(fields: Record<string, unknown>, message: string): void
}
