import type { Approval } from '../../../domain/approval/approval'
import { amount, key, moment, nullable, sealed, sealedJson, word } from '../columns'
import type { TableShape } from './table'

export interface ApprovalRow extends Approval {
  /** Company, deed and subject while the proposal is open, else null: there is one open proposal at most (M3). */
  openKey: string | null
}

/** What one person proposed and another decides. */
export const approvals: TableShape<ApprovalRow> = {
  name: 'approvals',
  columns: {
    id: key(word(26)),
    company: word(32),
    deed: word(32),
    subject: word(100),
    /** Sealed, like the comment: free text, which may name people. */
    summary: sealed,
    amountFen: nullable(amount),
    /** Sealed: it may name a payer and his card. */
    payload: sealedJson,
    payloadHash: word(64),
    makerId: word(64),
    makerName: word(64),
    makerNumber: word(64),
    madeAt: moment,
    status: word(10),
    checkerId: nullable(word(64)),
    checkerName: nullable(word(64)),
    checkerNumber: nullable(word(64)),
    decidedAt: nullable(moment),
    comment: nullable(sealed),
    openKey: nullable(word(170)),
  },
  uniques: [['openKey']],
  indices: [['company', 'status', 'madeAt']],
}
