import { bankIn, type Channel, isChannel, type PaymentSource } from '../../../contract/channelWords'

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
  /**
   * What invoices say of it that are being issued or stand, in fen; null while there was none. Guarded: with what was refunded it
   * never passes the amount (M2), so that nothing can be given back that an invoice still says.
   */
  invoicedFen?: number | null
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
  /** The user code under which its bank's file has it, as it was followed last; null where no bank's file reports it. */
  payerCode?: string | null
  /** The payment that took its place when its bank corrected the user code; null while it stands for itself. */
  movedTo?: string | null
}

/** The day in whose file a payment belongs: the bank's clearing day, else the day on which it was paid. */
export const fileDayOf = ({ filedOn, paidOn }: Pick<Payment, 'filedOn' | 'paidOn'>): string => filedOn ?? paidOn

/** What a source of money is called at the desk: wechat → 微信支付, bank:icbc → 工商银行. */
export type SourceName = (source: string) => string

const CHANNEL_NAMES: Readonly<Record<Channel, string>> = { wechat: '微信支付', alipay: '支付宝' }

/**
 * Names sources of money in one way for pages, exports and sentences. `bankName` knows the banks that are configured, by id;
 * one that is not any more is called by its id: 银行 icbc.
 */
export function sourceNames(bankName: (id: string) => string | undefined): SourceName {
  return (source) => {
    if (isChannel(source)) return CHANNEL_NAMES[source]
    const id = bankIn(source)
    return id === undefined ? source : (bankName(id) ?? `银行 ${id}`)
  }
}

/** Why money could not be applied (M7). */
export const SUSPENSE_REASONS = {
  'unknown-order': '查无此订单的收款',
  'wrong-amount': '金额与订单不符的收款',
  'second-payment': '同一账单的第二笔收款',
  'closed-order': '订单关闭后的收款',
  'unknown-household': '查无此户的收款',
  'nothing-owed': '已无欠费的收款',
  'set-aside': '对账补记、待决定去向的收款',
  'channel-excess': '渠道多收的部分',
  'settled-beyond': '渠道结算到账多出的部分',
} as const

export type SuspenseReason = keyof typeof SUSPENSE_REASONS

/** The three exits of money in suspense (M7). */
export type SuspenseExit = 'apply-to-bill' | 'refund-original-route' | 'credit-next-season'

/** A work item for money that waits: it has an owner and ends by one of three exits. */
export interface SuspenseItem {
  id: string
  company: string
  paymentId: string
  reason: SuspenseReason
  amountFen: number
  /** The desk that answers for it until a person takes it. */
  owner: string
  status: 'open' | 'resolved'
  /** `not-received`: the channel, asked, knew no such payment. */
  exit: SuspenseExit | 'not-received' | null
  openedAt: number
  resolvedAt: number | null
}

/** A resident paid for the wrong household and asks that the money be moved; staff decide (M7: by entries, never by edits). */
export interface PaymentClaim {
  id: string
  company: string
  orderNo: string
  paymentId: string
  residentId: string
  fromHouseholdId: string
  toHouseholdId: string
  /** The resident's own words. */
  reason: string
  status: 'asked' | 'granted' | 'refused'
  askedAt: number
  /** Login name of who decided, and what the resident is told. */
  decidedBy: string | null
  decidedAt: number | null
  answer: string | null
}
