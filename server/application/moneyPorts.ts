import type { Bill, BillApplication } from '../domain/bill/bill'
import type { PaymentClaim } from '../domain/claim/paymentClaim'
import type { Household } from '../domain/household/household'
import type { Invoice } from '../domain/invoice/invoice'
import type { Transfer } from '../domain/ledger/transfer'
import type { Order } from '../domain/payment/order'
import type { Payment, PaymentSource } from '../domain/payment/payment'
import type { SuspenseItem } from '../domain/payment/suspense'
import type { Binding, Resident } from '../domain/resident/resident'
import type { Inserted } from './inserted'

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
  /** Puts a bank's payment into another clearing day's file; null for the day on which it was paid. */
  file(id: string, filedOn: string | null): Promise<void>
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
  /** Red letters that refunds after a season wait for, or waited for. */
  redsFor(refundApplicationIds: readonly string[]): Promise<Invoice[]>
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
