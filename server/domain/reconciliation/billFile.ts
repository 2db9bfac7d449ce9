import type { PaymentSource } from '../payment/payment'

/** What a file is about: the payments and refunds of a day, or what moved on the merchant's account. */
export type BillFileKind = 'trade' | 'fundflow'

/** A day at a channel or bank, as one company reconciles it. */
export interface BillDay {
  company: string
  channel: PaymentSource
  bill: BillFileKind
  /** Civil day. */
  date: string
}

/** Which day of a refund puts it into a file: WeChat's trade bill lists it when it is accepted, all others when it is done. */
export function refundDay({ channel, bill }: Pick<BillDay, 'channel' | 'bill'>): 'acceptedOn' | 'succeededOn' {
  return channel === 'wechat' && bill === 'trade' ? 'acceptedOn' : 'succeededOn'
}

/** A file that a channel gave, kept for ever. The same content is one file, however often it comes (M3). */
export interface BillFile extends BillDay {
  id: string
  /** SHA-256 of the content; of the bytes as they came where the content cannot be read. */
  digest: string
  /** 1, 2, 3 … among the day's imported files; null when quarantined. */
  version: number | null
  status: 'imported' | 'quarantined'
  /** Where it is kept, below DATA_DIR. */
  path: string
  rowCount: number
  /** Payments less refunds, in fen. */
  totalFen: number
  /** Why it was quarantined. */
  reason: string | null
  receivedAt: number
}
