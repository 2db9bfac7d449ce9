import type { RefundCard, RefundCardStatus } from '../../domain/payment/refundCard'
import type { Inserted } from '../inserted'

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
