import type { Channel } from '../../../contract/channelWords'
import type { CivilDate } from '../calendar/civilDate'
import type { CardCheck } from '../heatSettlement/refundApplication'
import type { PaymentSource } from './payment'

/** requested → succeeded | failed. A failed refund gives back what it had reserved on its payment. */
/**
 * `original`: the way it came, inside the channel's window. `next-season`: kept as the household's credit. `bank-card`: to a
 * card of the payer's, by a bank's payout file. For a refund that its channel could not give (formats.md 1.7, abnormal):
 * `payer-card`: the channel gives it to another card of the payer's; `own-account`: the channel gives it back to us.
 */
export const REFUND_ROUTES = ['original', 'next-season', 'bank-card', 'payer-card', 'own-account'] as const

export type RefundRoute = (typeof REFUND_ROUTES)[number]

/** The routes that need a card of the payer's. */
export function needsCard(route: RefundRoute): boolean {
  return route === 'bank-card' || route === 'payer-card'
}

export const REFUND_ROUTE_NAMES: Readonly<Record<RefundRoute, string>> = {
  original: '按原支付方式退回',
  'next-season': '转为下一采暖季预存款',
  'bank-card': '退到银行卡',
  'payer-card': '由支付渠道退到用户的银行卡',
  'own-account': '由支付渠道退回本公司账户',
}

/** A channel takes at most so many refunds of one payment (formats.md 1.7). */
export const MAX_REFUND_PARTS = 50

export type RefundStatus = 'requested' | 'succeeded' | 'failed'

/** Money on its way back to a payer, by the route that it came. */
export interface Refund {
  /** Ours, 10–20 upper-case letters and digits, made before the first call that uses it (architecture.md, Decided now). */
  refundNo: string
  company: string
  source: PaymentSource
  paymentId: string
  /** Of the payment that is refunded; null for money that came without an order. */
  orderNo: string | null
  amountFen: number
  status: RefundStatus
  /** The channel's own number, once it has answered; Alipay has none. */
  channelRefundId: string | null
  requestedAt: number
  /** The civil day on which the channel took the refund on: the day of WeChat's bill (formats.md 2.2). */
  acceptedOn: string | null
  /** When the payer had the money back. */
  succeededAt: number | null
  succeededOn: string | null
  /** What the payer is told. */
  reason: string
  /** How the money goes back. */
  route: RefundRoute
  /** The failed refund that this one makes good; the money was taken from the bill once. */
  replaces: string | null
  /** Who answers for a refund that failed: it is a work item until it is attended to. */
  owner: string | null
  attendedAt: number | null
  /** When its channel was last called: a minute lies between two parts of one payment (formats.md 1.7). */
  calledAt: number | null
  /** The channel's code and words of its refusal, of a refund that failed so. */
  refusedCode?: string | null
  refusedText?: string | null
  /** The day in whose trade bill, and in whose fund flow, its row stands: of acceptance or of success (formats.md 2.2); null while none was seen. */
  tradeFiledOn?: string | null
  fundFlowFiledOn?: string | null
  /** The day and number of the movement by which the money of a failed refund came back to the merchant's account. */
  returnedBy?: string | null
}

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

/** Why a refund is none of ours. */
export const STRAY_REASONS = {
  'not-made-here': '渠道有退款，不是本系统发起的',
  'paid-twice': '渠道已退，本系统又按别的方式处理过',
  'other-amount': '渠道告知的退款金额与本系统申请的不符，没有入账',
  'beyond-payment': '渠道告知的退款超过原收款，没有入账',
} as const

export type StrayReason = keyof typeof STRAY_REASONS

/**
 * A refund that a channel reported and that we did not make: somebody made it in the merchant's own console. Nothing is booked
 * by itself; it is a work item with an owner. In a day's file the same refund is a `channel-only` difference.
 */
export interface StrayRefund {
  id: string
  company: string
  channel: Channel
  /** The channel's refund, told once: its refund number, or the trade where the channel names none. UNIQUE with channel and company. */
  subject: string
  reason: StrayReason
  refundNo: string | null
  orderNo: string | null
  transactionId: string | null
  /** The payment that it gave back, where we know it. */
  paymentId: string | null
  /** What it gave back, in fen. */
  amountFen: number
  /** When the channel gave it, as it says. */
  toldAt: number
  /** The desk that answers for it. */
  owner: string
  status: 'open' | 'closed'
  openedAt: number
  closedAt: number | null
  closedBy: string | null
  /** What was found, in the words of who closed it. */
  note: string | null
}
