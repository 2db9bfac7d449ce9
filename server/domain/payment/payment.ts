import type { PaymentSource } from '../../../contract/channelWords'

export type { PaymentSource }

/** What a payment counts with in reconciliation: its amount as two people have corrected it. */
export const countedFen = ({ amountFen, correctedFen }: Pick<Payment, 'amountFen' | 'correctedFen'>): number =>
  amountFen + (correctedFen ?? 0)

const PART = '+'

/** The number here of what a channel took beyond a payment that we had booked: the channel has one number for both. */
export const excessNumber = (transactionId: string, mark: string): string => `${transactionId}${PART}${mark}`

/** The number by which its channel knows a payment. */
export const numberAtChannel = ({ transactionId }: Pick<Payment, 'transactionId'>): string =>
  transactionId.split(PART)[0] ?? transactionId

/** Money that arrived, exactly once per (source, transactionId) (M3). It is applied, or it waits in suspense (M7). */
export interface Payment {
  id: string
  company: string
  source: PaymentSource
  /** The channel's or the bank's own number. */
  transactionId: string
  /** Our order, when the payment names one that we know. */
  orderNo: string | null
  householdId: string | null
  amountFen: number
  /** Epoch milliseconds. */
  paidAt: number
  /** The civil day on which the money counts. */
  paidOn: string
  outcome: 'applied' | 'suspense'
  /** Guarded: refunded never passes the amount (M2). */
  refundedFen: number
  /** How many refunds were made of it; guarded: a channel takes at most 50 (formats.md 1.7). */
  refundParts: number
  recordedAt: number
  /**
   * By how much the channel's own truth differs from the amount, in fen, as two people have decided; null while nobody did.
   * Reconciliation counts the payment with it.
   */
  correctedFen?: number | null
  /**
   * The clearing day of the bank's file that holds it, where that is another than the day on which it was paid (an evening's
   * payments stand in the next day's file); null or undefined where it is the same.
   */
  filedOn?: string | null
}

/** The day in whose file a payment belongs: the bank's clearing day, else the day on which it was paid. */
export const fileDayOf = ({ filedOn, paidOn }: Pick<Payment, 'filedOn' | 'paidOn'>): string => filedOn ?? paidOn
