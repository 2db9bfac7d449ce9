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

/** Our side of a day, and what reconciling it has brought. */
export interface ReconciliationStore {
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
