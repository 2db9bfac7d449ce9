import type { NumberHash } from './numberHash'

export type RowKind = 'payment' | 'refund'

/** `settled`: the money moved. `pending`: accepted and on its way. `failed`: it did not move, or was taken back at once. */
export type RowState = 'settled' | 'pending' | 'failed'

/**
 * The numbers that a payment or refund has on both sides. `key` is the one that both sides always have: the channel's
 * number of a payment, our own number of a refund. `otherKey` is the second: the order number of a payment, the channel's
 * number of a refund; empty where there is none.
 */
export interface RowNumbers {
  kind: RowKind
  key: string
  otherKey: string
}

/** What our books hold for a day. */
export interface OurRow extends RowNumbers {
  state: RowState
  amountFen: number
  /** Our order; null for money that came without one (a bank's counter). */
  orderNo: string | null
  channelNo: string | null
  /** Epoch milliseconds. */
  at: number
}

/** A fee that a channel took on one row, in thousandths of a fen (bills write five decimals of yuan), and the rate it owes to. */
export interface RowFee {
  milliFen: number
  /** Parts per million: 0.60% is 6000. */
  ratePpm: number
  /** What it was taken on, in fen: the amount less what the merchant gave away. */
  onFen: number
}

/** A row of a channel's file. */
export interface ChannelRow extends RowNumbers {
  state: RowState
  amountFen: number
  /**
   * What another amount column of the same row says, where it should say the same and does not: without a voucher,
   * what is settled is what was ordered.
   */
  contradictsFen?: number
  orderNo: string | null
  channelNo: string | null
  /** Epoch milliseconds; undefined where the file gives days only. */
  at?: number
  fee?: RowFee
  /** The row names another merchant than ours; another app of our merchant is none. */
  foreignMerchant: boolean
  /** Whose account a payer named at a bank's counter. */
  userCode?: string
  /** The bank's number of the payment that its row takes back. */
  reverses?: string
  /** A bank's row of an earlier day, which clears on the file's day and belongs there. */
  cleared?: boolean
  /** Where a person finds it in the file. */
  line: number
}

/**
 * What the exact pass compares of a row, on either side, while its reader stands on it; valid until the next. Most rows find
 * their partner at once and no text is ever made of them, so that a million fit in little memory.
 */
export interface RowDigest {
  readonly kind: RowKind
  readonly state: RowState
  readonly key: Readonly<NumberHash>
  readonly otherKey: Readonly<NumberHash>
  readonly amountFen: number
}

/** A row of a channel's file while the reader stands on it; `keep` copies the whole of it. */
export interface RowInHand extends RowDigest {
  /** Nothing is odd about the row by itself: our merchant, the file's day, one amount, the fee that its rate gives. */
  readonly plain: boolean
  keep(): ChannelRow
}

/** What a row adds to a day's total, in fen: payments add, refunds take away, what failed does neither. */
export function signedFen(row: { kind: RowKind; state: RowState; amountFen: number }): number {
  if (row.state === 'failed') return 0
  return row.kind === 'payment' ? row.amountFen : -row.amountFen
}

/** An amount with the sign of its direction, as differences show it: a refund is negative. */
export function directedFen(row: { kind: RowKind; amountFen: number }, amountFen = row.amountFen): number {
  return row.kind === 'payment' ? amountFen : -amountFen
}

/** Whether both sides say that the money moved. A channel freezes its bill: what it calls pending may be settled with us. */
export function statesAgree(ours: RowState, theirs: RowState): boolean {
  return ours === theirs || (ours === 'settled' && theirs === 'pending')
}
