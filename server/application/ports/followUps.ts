import type { FollowUp } from '../../domain/payment/followUp'
import type { Inserted } from './system'

/** Work items about payments and refunds that are booked. */
export interface FollowUpStore {
  /** `duplicate`: it was raised before (M3). */
  insert(followUp: FollowUp): Promise<Inserted>
  byId(id: string): Promise<FollowUp | undefined>
  /** Those that wait for somebody, the oldest first. */
  open(company: string): Promise<FollowUp[]>
  /** Ends an open item; true for the one who does (M2). */
  close(id: string, by: { loginName: string; at: number; note: string }): Promise<boolean>
}
