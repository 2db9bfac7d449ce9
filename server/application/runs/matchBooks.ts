import { addDays, startOfDay } from '../../domain/calendar/civilDate'
import type { ChannelFileDay } from '../../domain/reconciliation/channelFile'
import type { CarriedItem, DayCut, NeighbourDay } from '../../domain/reconciliation/dayCut'
import { DAY_CUT_MS, type judgePair } from '../../domain/reconciliation/judge'
import { type Matching, matchLeftovers } from '../../domain/reconciliation/matchDay'
import { inOrder } from '../../domain/reconciliation/mismatch'
import { indexOurRows, type OurRowIndex } from '../../domain/reconciliation/ourRowIndex'
import type { ChannelRow, OurRow, RowInHand } from '../../domain/reconciliation/row'
import { closedByCut, type Difference } from '../../domain/reconciliation/run'
import type { Store } from '../ports/database'
import type { OurPage, ReconciliationStore, RefundFiling } from '../ports/reconciliation'
import { refundsOfOtherDays } from './refundDays'

/** A day's books matched against what a file has shown. */
export interface MatchedBooks extends Omit<Matching, 'aloneRefunds'> {
  exact: number
  ourTotalFen: number
  /** Which refunds this file holds, of a channel that may list one on either of two days. */
  filing?: RefundFiling
}

/** The same, with what the exact pass knows. */
export interface BooksAtHand extends MatchedBooks {
  /** Whether the exact pass has found a partner for our row of this key. */
  isTaken: OurRowIndex['isTaken']
}

const DAY_CUT_KINDS = new Set<string>(['carried-over', 'channel-only', 'ours-only'])

function carried(items: readonly Difference[], stillCounts: (item: Difference) => boolean): CarriedItem[] {
  return items
    .filter((item) => DAY_CUT_KINDS.has(item.kind) && stillCounts(item))
    .map(({ id, rowKind, key, ourFen, closedBy }) => ({
      id,
      rowKind,
      key,
      side: ourFen === null ? 'theirs' : 'ours',
      closedByCut: closedBy?.startsWith(closedByCut('')) ?? false,
    }))
}

/** What is known of the days around, for the day's cut. */
async function readCut(store: Pick<Store, 'reconciliation'>, day: ChannelFileDay): Promise<DayCut> {
  const isOpenOrOurs = ({ status, closedBy }: Difference) => status === 'open' || closedBy === closedByCut(day.date)

  async function neighbour(date: string, from: number): Promise<NeighbourDay> {
    const next = { ...day, date }
    return {
      border: await store.reconciliation.oursBetween(next, from, from + DAY_CUT_MS),
      reconciled: (await store.reconciliation.latestRun(next)) !== undefined,
      items: carried(await store.reconciliation.itemsOf(next), isOpenOrOurs),
    }
  }

  const end = startOfDay(addDays(day.date, 1))
  return {
    before: await neighbour(addDays(day.date, -1), startOfDay(day.date) - DAY_CUT_MS),
    after: await neighbour(addDays(day.date, 1), end),
    own: carried(await store.reconciliation.itemsOf(day), () => true),
  }
}

/** A page with more than so many rows without a partner is read again as a whole. */
const FEW = 8

/**
 * The rows of a page that have found no partner, as texts: the index keeps none, because a second look at a few rows is
 * cheaper than a million strings. When rows were added to the books since the first look, or went, a place
 * is another row's: then the whole page is read again.
 */
async function reloadRows(
  reconciliation: ReconciliationStore,
  day: ChannelFileDay,
  page: OurPage,
  places: readonly number[],
  isOpen: OurRowIndex['isOpen'],
): Promise<OurRow[]> {
  const found: OurRow[] = []
  if (places.length <= FEW) {
    for (const place of places) found.push(...(await reconciliation.rowsOfPage(day, page, place)))
    if (found.length === places.length && found.every(isOpen)) return found
  }
  return (await reconciliation.rowsOfPage(day, page)).filter(isOpen)
}

/**
 * Matches our books of a day against a file: `show` streams its rows past, most of which find their partner at once; what is
 * left on both sides goes through the later passes. Undefined when `show` says that the file cannot be used.
 */
export async function matchBooks(
  store: Pick<Store, 'reconciliation'>,
  day: ChannelFileDay,
  show: (visit: (row: RowInHand) => void) => Promise<boolean>,
  judge?: typeof judgePair,
): Promise<BooksAtHand | undefined> {
  const { reconciliation } = store
  const index = indexOurRows(await reconciliation.countOurs(day))
  const pages: { page: OurPage; from: number; until: number }[] = []
  await reconciliation.eachOfOurs(day, index.add, (page) => {
    pages.push({ page, from: pages.at(-1)?.until ?? 0, until: index.size })
  })
  const theirs: ChannelRow[] = []
  const usable = await show((row) => {
    if (!index.take(row)) theirs.push(row.keep())
  })
  if (!usable) return undefined
  const ours: OurRow[] = []
  for (const { page, from, until } of pages) {
    const open = index.openBetween(from, until).map((row) => row - from)
    ours.push(...(await reloadRows(reconciliation, day, page, open, index.isOpen)))
  }
  const cut = ours.length + theirs.length > 0 ? await readCut(store, day) : undefined
  // Refunds alone: one may stand in the file of the day on which it was accepted or of the day on which it was done (refundDays.ts).
  // Without such refunds `others` is undefined, and what follows of them is nothing.
  const others = await refundsOfOtherDays(store, day, { ours, theirs, isTaken: index.isTaken })
  const matching = matchLeftovers({
    date: day.date,
    ours: [...ours, ...(others?.ours ?? [])],
    theirs: theirs.filter((row) => !others?.twice.has(row)),
    isTaken: index.isTaken,
    cut,
    judge,
    waits: others?.waits,
  })
  const ourTotalFen = index.totalFen + matching.cut.movedFen + (others?.addedFen ?? 0)
  const { aloneRefunds, ...rest } = matching
  const matched = { ...rest, exact: index.taken, isTaken: index.isTaken, ourTotalFen }
  if (!others) return matched
  const alone = new Set(aloneRefunds.map(({ key }) => key))
  const rows = new Set([...ours, ...others.ours].map(({ key }) => key))
  const held = (refundNo: string) => index.isTaken('refund', refundNo) || (rows.has(refundNo) && !alone.has(refundNo))
  const filing = await others.filing(held, aloneRefunds)
  return {
    ...matched,
    differences: inOrder([...matching.differences, ...others.differences]),
    cut: { ...matching.cut, closes: [...matching.cut.closes, ...filing.closes] },
    filing,
  }
}

/** How many of a day's payments a file has not, of how many; refunds of the day are counted with what it has. */
export function paymentsOf({ exact, matched, differences }: MatchedBooks): { missing: number; ours: number } {
  const missing = differences.filter(({ kind, rowKind }) => kind === 'ours-only' && rowKind === 'payment').length
  const compared = differences.filter(({ seen }) => seen?.ours && seen.theirs).length
  const agreed = Object.values(matched).reduce((sum, count) => sum + count, exact)
  return { missing, ours: missing + compared + agreed }
}

/**
 * Whether a file's payments, all of them, are of another day: refunds of earlier days may stand in a file and prove nothing. A file
 * with a payment that fits our books, or another merchant's, is judged row by row.
 */
export function isOfAnotherDay({ exact, matched, differences }: MatchedBooks): boolean {
  const payments = differences.filter(({ rowKind, seen }) => rowKind === 'payment' && seen?.theirs)
  if (exact > 0 || Object.values(matched).some((count) => count > 0)) return false
  return payments.length > 0 && payments.every(({ kind, seen }) => kind === 'foreign' && !seen?.theirs?.foreignMerchant)
}
