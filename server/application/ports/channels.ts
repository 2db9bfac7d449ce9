import type { Channel } from '../../../contract/channelWords'
import type { Fen } from '../../../contract/money'
import type { PayParameters } from '../../../contract/resident'

/** Who pays, as the platform's code exchange named him (M8). Alipay apps have open ids or user ids, never both (formats.md 3.4). */
export interface Payer {
  kind: 'openid' | 'open_id' | 'user_id'
  value: string
}

/** A refusal by a channel, told apart by what the caller may do next. */
export interface ChannelRefusal {
  /** `unknown`: time-out, 5xx, unverified answer; the effect may have happened: query before anything else. */
  outcome: 'refused' | 'unknown'
  /** The channel's own code, e.g. OUT_TRADE_NO_USED, ACQ.CONTEXT_INCONSISTENT, or TIMEOUT. */
  code: string
  message: string
}

export type LoginOutcome = { outcome: 'identified'; payer: Payer } | { outcome: 'bad-code' } | ChannelRefusal

export interface CreateOrderInput {
  orderNo: string
  amountFen: Fen
  /** Goods text that the payer sees, e.g. 2026-2027采暖季采暖费. */
  description: string
  /** Whose household it pays for; the channel repeats it with the payment and in its file (householdMark.ts). */
  userCode: string
  payer: Payer
  notifyUrl: string
  /** Epoch milliseconds. */
  expiresAt: number
}

/** `prepayId` is WeChat's prepay_id or Alipay's trade_no. */
export type CreateOrderOutcome = { outcome: 'created'; prepayId: string } | ChannelRefusal

/** A payment as the channel states it, from a notification or a query. */
export interface ChannelPayment {
  orderNo: string
  /** WeChat transaction_id / Alipay trade_no. */
  transactionId: string
  amountFen: Fen
  /** Epoch milliseconds at which the channel took the money, as it says; undefined where it says nothing that a calendar has. */
  paidAt: number | undefined
  /** The same as it was written, for the work item where it cannot be; left out by anyone who speaks for a channel. */
  toldPaidAt?: string
  payer: Payer | undefined
  /** The user code that our order named, where the channel repeats it. */
  userCode?: string
}

export type QueryOutcome =
  /** `refundedFen` is undefined where the channel does not say how much of it was given back since. */
  | { outcome: 'paid'; payment: ChannelPayment; refundedFen: Fen | undefined }
  | { outcome: 'unpaid' }
  | { outcome: 'closed' }
  | { outcome: 'not-found' }
  | ChannelRefusal

export type CloseOutcome =
  | { outcome: 'closed' }
  | { outcome: 'already-paid' }
  | { outcome: 'not-found' }
  | ChannelRefusal

export interface RefundInput {
  orderNo: string
  refundNo: string
  refundFen: Fen
  paidFen: Fen
  reason: string
  notifyUrl: string
}

export type RefundOutcome =
  | {
      outcome: 'accepted' | 'succeeded'
      channelRefundId: string | undefined
      /** What this refund gives back, where the channel says so; the caller compares it with his own record. */
      refundedFen?: Fen
      /** When it was done, in epoch milliseconds, where the channel says so. */
      doneAt?: number
    }
  | { outcome: 'failed'; reason: 'abnormal' | 'closed'; channelRefundId?: string }
  | { outcome: 'not-found' }
  | ChannelRefusal

/** Where the money of an abnormal refund goes instead of the card it came from (formats.md 1.7). */
export type RefundTarget =
  /** A debit card of the payer's. `bankType` is the channel's word for the bank, e.g. ICBC_DEBIT. */
  | { kind: 'payer-card'; bankType: string; account: string; name: string }
  /** Back to the merchant's own bank account; the company then pays the payer out itself. */
  | { kind: 'merchant-card' }

export interface AbnormalRefundInput {
  orderNo: string
  refundNo: string
  /** The channel's own number, as its answer to the refund gave it. */
  channelRefundId: string
  to: RefundTarget
}

/** What a verified notification says. `eventId` stays the same over its retries; with what it is about it is unique within the channel (eventSubject.ts). */
export interface ChannelEvent {
  eventId: string
  what:
    | { kind: 'payment'; payment: ChannelPayment }
    | {
        kind: 'refund'
        orderNo: string
        transactionId: string | null
        refundNo: string
        /** What this refund gave back (WeChat), or all that the trade has given back so far, where `cumulative` (Alipay). */
        refundedFen: Fen
        cumulative?: true
        state: 'succeeded' | 'abnormal' | 'closed'
        /** When it was done, as the channel says; undefined where it says nothing that a calendar has. */
        at: number | undefined
      }
    | { kind: 'closed'; orderNo: string }
    | { kind: 'nothing'; reason: string }
}

/** As it came over the wire; `body` is never re-serialised before it is verified. */
export interface RawNotification {
  headers: Readonly<Record<string, string>>
  body: Buffer
}

export type VerifyOutcome =
  | { outcome: 'verified'; event: ChannelEvent }
  /** `code` is for logs and metrics: missing-header, stale, unknown-key, bad-signature, undecipherable, malformed, foreign-merchant. */
  | { outcome: 'refused'; code: string }

export interface HttpReply {
  status: number
  type: string
  body: string
}

export type DownloadedFileKind = 'trade' | 'fundflow'

export type ChannelFileOutcome =
  | { outcome: 'downloaded'; path: string; fileName: string; sha256: string; bytes: number }
  /** `no-activity`: the channel says that nothing happened that day. `not-ready`: ask again later. */
  | { outcome: 'no-activity' }
  | { outcome: 'not-ready' }
  | { outcome: 'quarantined'; reason: string; path: string | undefined }
  | ChannelRefusal

/**
 * One payment channel of one company: its merchant, keys and app are inside. A provider room implements it
 * (architecture.md, rule 3); verification is pure in its inputs (rule 8).
 */
export interface PaymentChannel {
  readonly name: Channel
  exchangeLoginCode(code: string): Promise<LoginOutcome>
  createOrder(input: CreateOrderInput): Promise<CreateOrderOutcome>
  payParameters(prepayId: string): PayParameters
  queryOrder(orderNo: string): Promise<QueryOutcome>
  /** The same by the channel's own number, for money whose order we do not know. */
  queryTransaction(transactionId: string): Promise<QueryOutcome>
  closeOrder(orderNo: string): Promise<CloseOutcome>
  refund(input: RefundInput): Promise<RefundOutcome>
  queryRefund(input: { orderNo: string; refundNo: string }): Promise<RefundOutcome>
  /** Sends the money of a refund that failed as `abnormal` elsewhere; left out by a channel whose refunds cannot end so. */
  redirectRefund?(input: AbnormalRefundInput): Promise<RefundOutcome>
  /** Checks the signature over the raw bytes, the time window where there is one, and merchant, app and seller (M6). Never throws. */
  verify(notification: RawNotification, now: number): VerifyOutcome
  /** The key of a `refused: unknown-key` may be new: fetches keys, at most every 5 minutes. Gives whether it is worth verifying again. */
  refreshKeys(): Promise<boolean>
  readonly acknowledgement: HttpReply
  readonly rejection: HttpReply
  /** Streams the day's bill into `folder`; `date` is the civil day. */
  downloadFile(kind: DownloadedFileKind, date: string, folder: string): Promise<ChannelFileOutcome>
}

/** Finds a company's channel; undefined when the company has not contracted it. */
export interface ChannelDirectory {
  get(company: string, channel: Channel): PaymentChannel | undefined
  companiesWith(channel: Channel): string[]
}

/** A payment whose fulfilment is reported: heat is no parcel, so it counts as delivered by itself (formats.md 4.1). */
export interface ShippingReport {
  transactionId: string
  payer: Payer
  /** What was sold, e.g. 2026-2027采暖季采暖费; cut to 120 characters. */
  item: string
}

/** `reported` also when it was reported before. */
export type ShippingOutcome = { outcome: 'reported' } | ChannelRefusal

export interface ShippingReporter {
  reportShipping(report: ShippingReport): Promise<ShippingOutcome>
}

/** Finds the reporter of a company at a channel; undefined where its platform wants no such reports. */
export interface ShippingDirectory {
  shipping(company: string, channel: Channel): ShippingReporter | undefined
}
