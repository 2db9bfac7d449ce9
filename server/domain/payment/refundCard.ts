import type { CivilDate } from '../calendar/civilDate'
import type { CardCheck } from '../settlement/refundApplication'

/**
 * held → waiting (for a batch) → in-batch → paid → returned (退汇: the money came back), or in-batch → failed. `held`: an
 * invoice is taken back first, or the channel itself pays the card. `stopped`: the money went another way meanwhile.
 */
export type RefundCardStatus = 'held' | 'waiting' | 'in-batch' | 'paid' | 'failed' | 'returned' | 'stopped'

/** The card that a refund goes to when it cannot go back the way it came; one for a refund. Amount in fen. */
export interface RefundCard {
  refundNo: string
  company: string
  /** `payout`: by a bank's payout file. `channel`: the payment channel pays it (formats.md 1.7, apply-abnormal-refund). */
  paidBy: 'payout' | 'channel'
  amountFen: number
  /** Sealed at rest, like the card and the papers. */
  owner: string
  bankCard: string
  /** Where the number is from: the signed application, or the registration. */
  paper: string
  /** The channel's word for the bank, e.g. ICBC_DEBIT; only where the channel pays. */
  bankType: string | null
  /** What the bank said of the card; only where a payout file pays. */
  cardCheck: CardCheck | null
  status: RefundCardStatus
  recordedAt: number
  /** Our number of it in the bank's files, once it is in a batch; unique. */
  batchId: string | null
  serial: string | null
  bankSerial: string | null
  failCode: string | null
  failReason: string | null
  paidOn: CivilDate | null
  returnedOn: CivilDate | null
}
