import { type Channel, isChannel } from '../../../contract/channelWords'
import type { FileSource, FileStatus } from '../../../contract/fileWords'
import type { PaymentSource } from '../payment/payment'

/**
 * What a file is about: the payments and refunds of a day, what moved on the merchant's account, or what moved on our own
 * account at a bank.
 */
export type BillFileKind = 'trade' | 'fundflow' | 'statement'

/** A day at a channel or bank, as one company reconciles it. */
export interface BillDay {
  company: string
  channel: PaymentSource
  bill: BillFileKind
  /** Civil day. */
  date: string
}

type RefundDay = 'acceptedOn' | 'succeededOn'

/** Which day of a refund puts it into its channel's trade bill (formats.md 2.2, 3.10). */
const TRADE_BILL_DAY: Readonly<Record<Channel, RefundDay>> = { wechat: 'acceptedOn', alipay: 'succeededOn' }

/** Which day of a refund puts it into a file: WeChat's trade bill lists it when it is accepted, all others when it is done. */
export function refundDay({ channel, bill }: Pick<BillDay, 'channel' | 'bill'>): RefundDay {
  return bill === 'trade' && isChannel(channel) ? TRADE_BILL_DAY[channel] : 'succeededOn'
}

/** A file that a channel gave, kept for ever. The same content is one file, however often it comes (M3). */
export interface BillFile extends BillDay {
  id: string
  /** SHA-256 of the content; of the bytes as they came where the content cannot be read. */
  digest: string
  /** 1, 2, 3 … among the day's files that could be read; null when quarantined. */
  version: number | null
  /** One of a day's files at most is `imported`: the one in force. */
  status: FileStatus
  /** Where it is kept, below DATA_DIR. */
  path: string
  rowCount: number
  /** Payments less refunds, in fen. */
  totalFen: number
  /** Why it was quarantined. */
  reason: string | null
  receivedAt: number
  source: FileSource
  /** The login or machine name of who gave or fetched it; AUDIT_SYSTEM for the machine itself. */
  receivedBy: string
  /** As it was called where it came from. */
  fileName: string
  /** The line for which it was quarantined, from 1, and its text, masked; null where no one line is to blame. */
  faultLine: number | null
  faultText: string | null
}

/** How a file came in. */
export type FileOrigin = Pick<BillFile, 'source' | 'receivedBy'>

/** The file of a day that its reconciliation goes by. */
export function fileInForce(files: readonly BillFile[]): BillFile | undefined {
  return files.find(({ status }) => status === 'imported')
}
