import type { ApprovalStatus } from '../../../contract/staffWords'
import type { Approval, ApprovalAction } from '../../domain/approval/approval'

/** Which proposals a list shows; what is left out does not matter. */
export interface ApprovalFilter {
  company?: string
  status?: ApprovalStatus
  deed?: ApprovalAction
  /** Of these actions only. */
  deeds?: readonly ApprovalAction[]
  makerId?: string
  subject?: string
}

export interface ApprovalStore {
  /** False when one with the same company, action and subject is open already. */
  insert(approval: Approval): Promise<boolean>
  byId(id: string): Promise<Approval | undefined>
  /** Changes a proposal only while its status is `from`; false otherwise (M2). */
  change(
    id: string,
    from: ApprovalStatus,
    to: Pick<Approval, 'status'> &
      Partial<Pick<Approval, 'checkerId' | 'checkerName' | 'checkerNumber' | 'decidedAt' | 'comment'>>,
  ): Promise<boolean>
  /** The proposal that waits for a decision on a subject. */
  openOn(company: string, deed: ApprovalAction, subject: string): Promise<Approval | undefined>
  /** Newest first, with the number of all that match. */
  list(filter: ApprovalFilter, offset: number, limit: number): Promise<{ rows: Approval[]; total: number }>
}
