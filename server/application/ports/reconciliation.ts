import type { ChannelFileDay } from '../../domain/reconciliation/channelFile'
import type { OurRow, RowDigest } from '../../domain/reconciliation/row'
import type { Difference, Run } from '../../domain/reconciliation/run'

/** A stretch of our rows, by which one of them is found again without a look at all the others. */
export interface OurPage {
  kind: OurRow['kind']
  /** Where it lies in the database's own order: behind the first place, up to the second. */
  after: string | number
  until: string | number
}

/** A refund as our books have it, and where its row was seen. */
export interface FiledRefund {
  row: OurRow
  acceptedOn: string | null
  /** The day whose file of the bill in question holds it; null while none was seen. */
  filedOn: string | null
}

/** Which refunds a day's file holds, and which of that day it has not; by our numbers. */
export interface RefundFiling {
  /** Of other days, that stand in this file. */
  found: readonly string[]
  alone: readonly string[]
  /** Work items of other days that this file explains. */
  closes: readonly string[]
  /** Those days. */
  days: readonly string[]
}

/** Refunds of a channel that may list one on the day of acceptance or on that of success. */
export interface FiledRefundStore {
  refundsNamed(day: ChannelFileDay, refundNos: readonly string[]): Promise<FiledRefund[]>
  /** Accepted on other days, and done on this one without a file that holds them, or held by this day's file. */
  refundsDone(day: ChannelFileDay): Promise<FiledRefund[]>
  /** On which other days the refunds that were accepted on this one were done. */
  daysDone(day: ChannelFileDay): Promise<string[]>
  /** Writes down which file holds the refunds of a day: each once, and none that the file has not. */
  fileRefunds(day: ChannelFileDay, filing: Pick<RefundFiling, 'found' | 'alone'>): Promise<void>
}

/** Our side of a day, and what reconciling it has brought. */
export interface ReconciliationStore extends FiledRefundStore {
  /** How many rows `eachOfOurs` will show, for making room. */
  countOurs(day: ChannelFileDay): Promise<number>
  /**
   * Shows the payments and refunds of ours that belong in a day's file, one by one, without gathering them; after each
   * page of them `turn` is told where it lies.
   */
  eachOfOurs(day: ChannelFileDay, visit: (row: RowDigest) => void, turn: (page: OurPage) => void): Promise<void>
  /** One page again, whole; or only its row at one place (from 0), none where the page has become shorter. */
  rowsOfPage(day: ChannelFileDay, page: OurPage, place?: number): Promise<OurRow[]>
  /** Our rows of a day whose moment lies between two (epoch milliseconds, the second exclusive). */
  oursBetween(day: ChannelFileDay, from: number, until: number): Promise<OurRow[]>
  latestRun(day: ChannelFileDay): Promise<Run | undefined>
  insertRun(run: Run): Promise<void>
  itemsOf(day: ChannelFileDay): Promise<Difference[]>
  /** What was carried over on this day or earlier, at its channel and bill, and is still open. */
  carriedUntil(day: ChannelFileDay): Promise<Difference[]>
  insertItems(items: readonly Difference[]): Promise<void>
  /** Closes an open item; true for the one who does. */
  closeItem(id: string, closedBy: string, at: number): Promise<boolean>
  /** Opens an item again that was closed in this way. */
  reopenItem(id: string, closedBy: string): Promise<boolean>
}
