import type { Channel } from '../../../contract/channelWords'
import type { LowersPayment } from '../../domain/invoice/lowering'
import type { Refund, RefundCard, RefundCardStatus, StrayRefund } from '../../domain/payment/refund'
import type { Inserted } from './system'

export interface RefundStore {
  byNo(refundNo: string): Promise<Refund | undefined>
  byPayment(paymentId: string): Promise<Refund[]>
  /**
   * Takes an amount from what may still be refunded of a payment; false when that much is not left, it had 50 refunds, or an invoice
   * says it (M2). Every movement that lowers what was paid comes through here, and says which it is (domain/invoice/lowering.ts).
   * `takenBackFen` is what the payment's invoice says of it where its red letter is asked for in the same transaction.
   */
  reserve(paymentId: string, amountFen: number, by: LowersPayment, takenBackFen?: number): Promise<boolean>
  /** Gives back what a refund that failed had reserved; false when no such amount was reserved. */
  release(paymentId: string, amountFen: number): Promise<boolean>
  insert(refund: Refund): Promise<'inserted' | 'duplicate'>
  /** Failed refunds that nobody has attended to yet. */
  failed(company: string): Promise<Refund[]>
  /** Marks a failed refund as attended to; true for the one who does. */
  attend(refundNo: string, at: number): Promise<boolean>
  /** Puts the amount of a refund that succeeded right, while it is the one that was seen; false otherwise (M2). */
  correct(seen: Pick<Refund, 'refundNo' | 'amountFen'>, toFen: number): Promise<boolean>
  /** Changes a refund only while its status is one of `from`; false otherwise (M2). */
  change(refundNo: string, from: readonly Refund['status'][], to: Partial<Refund>): Promise<boolean>
}

/** The cards that refunds go to. */
export interface RefundCardStore {
  byNo(refundNo: string): Promise<RefundCard | undefined>
  /** `duplicate`: the refund has a card already. */
  insert(card: RefundCard): Promise<Inserted>
  /** Those that wait for a payout batch, the oldest first. */
  waiting(company: string, limit: number): Promise<RefundCard[]>
  byNos(refundNos: readonly string[]): Promise<RefundCard[]>
  ofBatch(batchId: string): Promise<RefundCard[]>
  bySerial(company: string, serials: readonly string[]): Promise<RefundCard[]>
  /** Changes a card only while its status is `from`; false otherwise (M2). */
  change(refundNo: string, from: RefundCardStatus, to: Partial<RefundCard>): Promise<boolean>
}

/** Refunds that were made elsewhere. */
export interface StrayRefundStore {
  /** `duplicate`: this refund was told about before (M3). */
  insert(stray: StrayRefund): Promise<Inserted>
  byId(id: string): Promise<StrayRefund | undefined>
  /** Those of one trade, closed ones too. */
  ofTransaction(company: string, channel: Channel, transactionId: string): Promise<StrayRefund[]>
  /** Those that wait for somebody, the oldest first. */
  open(company: string): Promise<StrayRefund[]>
  /** Ends an open item; true for the one who does (M2). */
  close(id: string, by: { loginName: string; at: number; note: string }): Promise<boolean>
}
