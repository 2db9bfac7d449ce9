import type { Channel } from '../../../contract/channelWords'
import type { StrayRefund } from '../../domain/payment/strayRefund'
import type { Inserted } from '../inserted'

/** Refunds that were made elsewhere. */
export interface StrayRefundStore {
  /** `duplicate`: this refund was told of before (M3). */
  insert(stray: StrayRefund): Promise<Inserted>
  byId(id: string): Promise<StrayRefund | undefined>
  /** Those of one trade, closed ones too. */
  ofTransaction(company: string, channel: Channel, transactionId: string): Promise<StrayRefund[]>
  /** Those that wait for somebody, the oldest first. */
  open(company: string): Promise<StrayRefund[]>
  /** Ends an open item; true for the one who does (M2). */
  close(id: string, by: { loginName: string; at: number; note: string }): Promise<boolean>
}
