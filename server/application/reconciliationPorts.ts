import type { FileStatus } from '../../contract/fileWords'
import type { PaymentSource } from '../domain/payment/payment'
import type { Refund } from '../domain/payment/refund'
import type { BillDay, BillFile } from '../domain/reconciliation/billFile'
import type { OurRow, RowDigest } from '../domain/reconciliation/row'
import type { Run, WorkItem } from '../domain/reconciliation/run'

export interface RefundStore {
  byNo(refundNo: string): Promise<Refund | undefined>
  byPayment(paymentId: string): Promise<Refund[]>
  /** Takes an amount from what may still be refunded of a payment; false when that much is not left, or it had 50 refunds (M2). */
  reserve(paymentId: string, amountFen: number): Promise<boolean>
  /** Gives back what a refund that failed had reserved; false when no such amount was reserved. */
  release(paymentId: string, amountFen: number): Promise<boolean>
  insert(refund: Refund): Promise<'inserted' | 'duplicate'>
  /** Failed refunds that nobody has attended to yet. */
  failed(company: string): Promise<Refund[]>
  /** Marks a failed refund as attended to; true for the one who does. */
  attend(refundNo: string, at: number): Promise<boolean>
  /** Puts the amount of a refund that succeeded right, while it is the one that was seen; false otherwise (M2). */
  correct(seen: Pick<Refund, 'refundNo' | 'amountFen'>, toFen: number): Promise<boolean>
  /** Changes a refund only while its status is one of `from`; false otherwise (M2). */
  change(refundNo: string, from: readonly Refund['status'][], to: Partial<Refund>): Promise<boolean>
}

/** Which files a list shows; what is left out does not matter. Days are civil, both included. */
export interface FileFilter {
  company: string
  channel?: PaymentSource
  status?: FileStatus
  from?: string
  to?: string
}

export interface BillFileStore {
  /** `duplicate`: this content is kept for this day already (M3), or another file took this version just now. */
  insert(file: BillFile): Promise<'inserted' | 'duplicate'>
  /** The day's files, oldest version first. */
  ofDay(day: BillDay): Promise<BillFile[]>
  byId(id: string): Promise<BillFile | undefined>
  /** Changes a file's standing while it is one of `from`; true for the one who does (M2). */
  stand(id: string, from: readonly FileStatus[], to: FileStatus): Promise<boolean>
  /** A company's files, the newest day first, then the newest to come; with the number of all that match. */
  page(filter: FileFilter, offset: number, limit: number): Promise<{ rows: BillFile[]; total: number }>
}

/** A stretch of our rows, by which one of them is found again without a look at all the others. */
export interface OurPage {
  kind: OurRow['kind']
  /** Where it lies in the database's own order: behind the first place, up to the second. */
  after: string | number
  until: string | number
}

/** Our side of a day, and what reconciling it has brought. */
export interface ReconciliationStore {
  /** How many rows `eachOfOurs` will show, for making room. */
  countOurs(day: BillDay): Promise<number>
  /**
   * Shows the payments and refunds of ours that belong in a day's file, one by one, without gathering them; after each
   * page of them `turn` is told where it lies.
   */
  eachOfOurs(day: BillDay, visit: (row: RowDigest) => void, turn: (page: OurPage) => void): Promise<void>
  /** One page again, whole; or only its row at one place (from 0), none where the page has become shorter. */
  rowsOfPage(day: BillDay, page: OurPage, place?: number): Promise<OurRow[]>
  /** Our rows of a day whose moment lies between two (epoch milliseconds, the second exclusive). */
  oursBetween(day: BillDay, from: number, until: number): Promise<OurRow[]>
  latestRun(day: BillDay): Promise<Run | undefined>
  insertRun(run: Run): Promise<void>
  itemsOf(day: BillDay): Promise<WorkItem[]>
  /** What was carried over on this day or earlier, at its channel and bill, and is still open. */
  carriedUntil(day: BillDay): Promise<WorkItem[]>
  insertItems(items: readonly WorkItem[]): Promise<void>
  /** Closes an open item; true for the one who does. */
  closeItem(id: string, closedBy: string, at: number): Promise<boolean>
  /** Opens an item again that was closed in this way. */
  reopenItem(id: string, closedBy: string): Promise<boolean>
}
