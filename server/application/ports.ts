import type { Channel } from '../../contract/words'
import type { AuditDeed, AuditEntry } from '../domain/audit/audit'
import type { Bill, BillApplication } from '../domain/bill/bill'
import type { PaymentClaim } from '../domain/claim/paymentClaim'
import type { Household } from '../domain/household/household'
import type { Invoice } from '../domain/invoice/invoice'
import type { Transfer } from '../domain/ledger/transfer'
import type { Order } from '../domain/payment/order'
import type { Payment, PaymentSource } from '../domain/payment/payment'
import type { SuspenseItem } from '../domain/payment/suspense'
import type { Binding, Resident } from '../domain/resident/resident'
import type { ApprovalStore } from './approvalPort'
import type { ChannelEvent } from './channelPort'
import type { ClosingStore } from './closingPort'
import type { DeskReader } from './deskPort'
import type { DifferenceStore } from './differencePort'
import type { FileJobKind } from './files/fileJobs'
import type { FileFetchStore, InboxFileStore } from './files/filePorts'
import type { GasSubsidyStore } from './gasSubsidyPort'
import type { Inserted } from './inserted'
import type { MessageConsentStore, MessageStore } from './messages/messageStore'
import type { BillFileStore, ReconciliationStore, RefundStore } from './reconciliationPorts'
import type { RefundCardStore } from './refunds/refundCardPort'
import type { StrayRefundStore } from './refunds/strayRefundPort'
import type { ReportReader } from './reportPort'
import type { ApplicationStore, SeasonRecordStore } from './seasonPort'
import type { AfterSeasonStores } from './settlementPort'
import type { SettlingStore } from './settling/settlingPort'
import type { LoginFailureStore, StaffSessionStore, StaffStore } from './staffPort'
import type { VoucherExportStore } from './voucherPort'

export type { ChannelDirectory, PaymentChannel } from './channelPort'
export type { Inserted } from './inserted'

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

/** A verified notification, kept before it is acknowledged (M1). UNIQUE by channel, company and event id (M3). */
export interface InboxEntry {
  id: string
  company: string
  channel: Channel
  eventId: string
  headers: Record<string, string>
  body: Buffer
  event: ChannelEvent
  receivedAt: number
  processedAt: number | null
  /** How often its processing failed, and when it is tried again. */
  attempts: number
  nextTryAt: number
}

/** Background work (M9): claimed by a guarded update with a lease; UNIQUE by key. */
export interface Job {
  key: string
  company: string
  kind: JobKind
  subject: string
  dueAt: number
  leaseUntil: number
  attempts: number
  lastError: string | null
  doneAt: number | null
}
export type JobKind =
  | 'give-refund'
  | 'confirm-order'
  | 'issue-invoice'
  | 'check-bank-card'
  | 'write-payout'
  | 'send-message'
  | 'remind-due'
  | 'report-shipping'
  | FileJobKind

/** A request that must have one effect, however often it is sent (faults.md, API and identity). */
export interface IdempotencyRecord {
  scope: string
  key: string
  requestHash: string
  status: number | null
  contentType: string | null
  body: string | null
  startedAt: number
}

/** What may change on a household after it was registered: BO6, TS5, BO4, BO9, and a card that was put right. */
export type RegisteredFacts = Pick<Household, 'service' | 'movedOutOn' | 'lowIncomeApprovedFor' | 'use' | 'bankCard'>

export interface HouseholdStore {
  byId(id: string): Promise<Household | undefined>
  byUserCode(company: string, userCode: string): Promise<Household | undefined>
  byIds(ids: readonly string[]): Promise<Household[]>
  byUserCodes(company: string, userCodes: readonly string[]): Promise<Household[]>
  /** In user-code order, after a code, for work on all of a company's households. */
  page(company: string, afterUserCode: string, limit: number): Promise<Household[]>
  count(company?: string): Promise<number>
  /** A company's households with one of these uses, by user code. */
  ofUses(company: string, uses: readonly Household['use'][]): Promise<Household[]>
  insertMany(households: readonly Household[]): Promise<void>
  /** Raises the version if it is still the one seen, and changes the credit; false when another was faster (M2). */
  touch(household: Pick<Household, 'id' | 'version'>, creditChangeFen?: number): Promise<boolean>
  /** Changes what is registered, if the version is still the one seen, and raises it; false when another was faster (M2). */
  change(household: Pick<Household, 'id' | 'version'>, to: Partial<RegisteredFacts>): Promise<boolean>
}

/** How a bill changes when it is reckoned anew: its lines, and by how much each of its amounts grows (fen). */
export interface BillRewrite {
  lines: Bill['lines']
  raises: NonNullable<Bill['raises']>
  addedFen: number
  reversedFen: number
  takenBackFen: number
  lateFeeBackFen: number
}

export interface BillStore {
  byHousehold(householdId: string): Promise<Bill[]>
  byHouseholds(householdIds: readonly string[]): Promise<Bill[]>
  insertMany(bills: readonly Bill[]): Promise<void>
  /** Adds to what is paid, never past what is billed; false when it would (M2). */
  apply(billId: string, principalFen: number, lateFeeFen: number): Promise<boolean>
  /** Reckons a bill anew if it still stands as it was seen; false when money was faster (M2). */
  rewrite(seen: Bill, to: BillRewrite): Promise<boolean>
  applicationsOf(householdId: string): Promise<BillApplication[]>
  insertApplications(applications: readonly BillApplication[]): Promise<void>
}

export interface OrderStore {
  byNo(orderNo: string): Promise<Order | undefined>
  byResident(residentId: string, limit: number): Promise<Order[]>
  openOfHousehold(householdId: string): Promise<Order[]>
  insert(order: Order): Promise<Inserted>
  insertMany(orders: readonly Order[]): Promise<void>
  /** Changes an order only while its status is one of `from`; false otherwise. */
  change(orderNo: string, from: readonly Order['status'][], to: Partial<Order>): Promise<boolean>
}

export interface PaymentStore {
  insert(payment: Payment): Promise<Inserted>
  insertMany(payments: readonly Payment[]): Promise<void>
  byId(id: string): Promise<Payment | undefined>
  byTransaction(company: string, source: PaymentSource, transactionId: string): Promise<Payment | undefined>
  byOrder(orderNo: string): Promise<Payment[]>
  byHousehold(householdId: string): Promise<Payment[]>
}

export interface SuspenseStore {
  insert(item: SuspenseItem): Promise<void>
  open(company: string): Promise<SuspenseItem[]>
  byId(id: string): Promise<SuspenseItem | undefined>
  ofPayment(paymentId: string): Promise<SuspenseItem | undefined>
  /** Ends an open item by one of its exits; true for the one who does (M2). */
  resolve(id: string, exit: NonNullable<SuspenseItem['exit']>, at: number): Promise<boolean>
}

export interface LedgerStore {
  insert(transfers: readonly Transfer[]): Promise<void>
  ofHousehold(householdId: string): Promise<Transfer[]>
}

export interface InboxStore {
  insert(entry: InboxEntry): Promise<Inserted>
  /** Entries whose time has come, oldest first. */
  unprocessed(now: number, limit: number): Promise<InboxEntry[]>
  /** Puts an entry off that could not be processed, so that it does not stand in the way of others. */
  postpone(id: string, nextTryAt: number): Promise<void>
  byId(id: string): Promise<InboxEntry | undefined>
  /** True for the one who marks it. */
  markProcessed(id: string, at: number): Promise<boolean>
}

export interface JobStore {
  /** A job with this key that is there already stays as it is. */
  add(job: Pick<Job, 'key' | 'company' | 'kind' | 'subject' | 'dueAt'>): Promise<Inserted>
  /** What is due, the oldest first; of these kinds only, or of all. */
  due(now: number, limit: number, kinds?: readonly JobKind[]): Promise<Job[]>
  claim(job: Job, now: number, leaseUntil: number): Promise<boolean>
  /** Done when `dueAt` is null, else asked for again then. */
  finish(
    key: string,
    leaseUntil: number,
    result: { at: number; dueAt: number | null; error: string | null },
  ): Promise<void>
  /** Brings a waiting job's due time forward. */
  hasten(key: string, dueAt: number): Promise<void>
}

export interface ResidentStore {
  byId(id: string): Promise<Resident | undefined>
  byPayer(payer: Pick<Resident, 'company' | 'platform' | 'payerKind' | 'payerValue'>): Promise<Resident | undefined>
  insert(resident: Resident): Promise<Inserted>
}

export interface BindingStore {
  ofResident(residentId: string): Promise<Binding[]>
  find(residentId: string, householdId: string): Promise<Binding | undefined>
  save(binding: Binding): Promise<void>
  end(residentId: string, householdId: string, at: number): Promise<boolean>
}

export interface InvoiceStore {
  byId(id: string): Promise<Invoice | undefined>
  /** An order's newest blue invoice. */
  byOrder(orderNo: string): Promise<Invoice | undefined>
  /** A blue invoice's red one. */
  redOf(blueId: string): Promise<Invoice | undefined>
  byResident(residentId: string): Promise<Invoice[]>
  insert(invoice: Invoice): Promise<Inserted>
  change(id: string, from: readonly Invoice['state'][], to: Partial<Invoice>): Promise<boolean>
  /** For the desk: newest first, with the number of all that match. */
  page(filter: InvoiceFilter, offset: number, limit: number): Promise<{ rows: Invoice[]; total: number }>
  byIds(ids: readonly string[]): Promise<Invoice[]>
  redsOf(blueIds: readonly string[]): Promise<Invoice[]>
  /** How many a company has in each state. */
  counts(company: string): Promise<Record<Invoice['state'], number>>
}

/** Which invoices a list shows. */
export interface InvoiceFilter {
  company: string
  kind?: Invoice['kind']
  state?: Invoice['state']
  /** The beginning of an invoice's number, an order's number or a user code. */
  q?: string
  /** When it was asked for, epoch milliseconds, the end not included. */
  from?: number
  to?: number
}

export interface IdempotencyStore {
  begin(record: Pick<IdempotencyRecord, 'scope' | 'key' | 'requestHash' | 'startedAt'>): Promise<Inserted>
  find(scope: string, key: string): Promise<IdempotencyRecord | undefined>
  finish(scope: string, key: string, answer: { status: number; contentType: string; body: string }): Promise<void>
  /** Takes over a request that was begun before `startedBefore` and never finished; true for the one who may. */
  takeOver(scope: string, key: string, startedBefore: number, startedAt: number): Promise<boolean>
  forget(scope: string, key: string): Promise<void>
}

export interface SequenceStore {
  /** The next number of a company's number space, starting at 1; a gap is left by what rolls back. */
  next(company: string, space: string): Promise<number>
}

/** Which deeds a list shows. */
export interface AuditFilter {
  /** Companies whose chains are shown; all when left out. */
  companies?: readonly string[]
  deed?: string
  actor?: string
  /** Epoch milliseconds, the end not included. */
  from?: number
  to?: number
}

export interface AuditStore {
  /** Adds a deed to its company's chain, in the transaction of the deed itself; nobody can change it afterwards. */
  append(deed: Pick<AuditEntry, 'id' | 'company' | 'at' | 'actor' | 'deed' | 'subject' | 'detail'>): Promise<AuditEntry>
  /** Where each chain ends. */
  heads(): Promise<{ company: string; last: number; hash: string }[]>
  /** The last deed of a kind. */
  latest(company: string, deed: AuditDeed): Promise<AuditEntry | undefined>
  /** Newest first, with the number of all that match. */
  page(filter: AuditFilter, offset: number, limit: number): Promise<{ rows: AuditEntry[]; total: number }>
}

export interface ClaimStore {
  /** `duplicate`: this order is claimed already. */
  insert(claim: PaymentClaim): Promise<Inserted>
  byId(id: string): Promise<PaymentClaim | undefined>
  byResident(residentId: string): Promise<PaymentClaim[]>
  /** The claim by which a payment was moved to another household. */
  grantedOf(paymentId: string): Promise<PaymentClaim | undefined>
  open(company: string): Promise<PaymentClaim[]>
  /** Decides a claim that is still open; true for the one who does. */
  decide(id: string, decision: Pick<PaymentClaim, 'status' | 'decidedBy' | 'decidedAt' | 'answer'>): Promise<boolean>
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
  billFiles: BillFileStore
  reconciliation: ReconciliationStore
  fileFetches: FileFetchStore
  inboxFiles: InboxFileStore
  differences: DifferenceStore
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
