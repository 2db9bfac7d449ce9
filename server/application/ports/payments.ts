import type { Order } from '../../domain/payment/order'
import type { Payment, PaymentClaim, PaymentSource, SuspenseItem } from '../../domain/payment/payment'
import type { Inserted } from './system'

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
  byIds(ids: readonly string[]): Promise<Payment[]>
  insertMany(payments: readonly Payment[]): Promise<void>
  byId(id: string): Promise<Payment | undefined>
  byTransaction(company: string, source: PaymentSource, transactionId: string): Promise<Payment | undefined>
  byOrder(orderNo: string): Promise<Payment[]>
  byHousehold(householdId: string): Promise<Payment[]>
  /** Puts a bank's payment into another clearing day's file; null for the day on which it was paid. */
  file(id: string, filedOn: string | null): Promise<void>
  /** A bank's file has a payment under another user code than before; false when that is not the one told. */
  tellPayer(id: string, from: string, payerCode: string): Promise<boolean>
  /** Another payment takes its place; false when one has taken it already. */
  replace(id: string, movedTo: string): Promise<boolean>
}

export interface SuspenseStore {
  insert(item: SuspenseItem): Promise<void>
  open(company: string): Promise<SuspenseItem[]>
  byId(id: string): Promise<SuspenseItem | undefined>
  ofPayment(paymentId: string): Promise<SuspenseItem | undefined>
  /** Ends an open item by one of its exits; true for the one who does (M2). */
  resolve(id: string, exit: NonNullable<SuspenseItem['exit']>, at: number): Promise<boolean>
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
