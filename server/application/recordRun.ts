import type { BillDay } from '../domain/reconciliation/billFile'
import type { Difference } from '../domain/reconciliation/difference'
import type { ReconciliationResult } from '../domain/reconciliation/result'
import { closedByCut, type Run, subjectsOf, type WorkItem } from '../domain/reconciliation/run'
import type { MatchedBooks } from './matchBooks'
import type { Clock, Database, Ids, Store } from './ports'

/** The desk that answers for differences until a person takes one. */
export const DIFFERENCES_DESK = 'finance-desk'

/** What closed an item that a further run of its day does not show any more. */
const GONE = 'gone'

type Ports = { database: Database; clock: Clock; ids: Ids }

export interface RunToRecord {
  day: BillDay
  fileId: string | null
  books: MatchedBooks
  result: ReconciliationResult
  actor: string
}

/** Keeps what a reconciliation has brought: the run, and each difference as a work item. Telling the same again changes nothing. */
export function createRecordRun({ database, clock, ids }: Ports) {
  /** Opens what is new, opens again what was gone and is back, closes what is gone. */
  async function syncItems(store: Store, day: BillDay, differences: readonly Difference[]): Promise<void> {
    const { reconciliation } = store
    const subjects = subjectsOf(differences)
    const known = new Map((await reconciliation.itemsOf(day)).map((item) => [item.subject, item]))
    const fresh: WorkItem[] = []
    for (const [index, difference] of differences.entries()) {
      const subject = subjects[index] ?? ''
      const item = known.get(subject)
      if (item) await reconciliation.reopenItem(item.id, GONE)
      else {
        fresh.push({
          ...day,
          ...difference,
          id: ids.next(),
          subject,
          owner: DIFFERENCES_DESK,
          status: 'open',
          openedAt: clock.now(),
          closedAt: null,
          closedBy: null,
        })
      }
    }
    await reconciliation.insertItems(fresh)
    const shown = new Set(subjects)
    for (const item of known.values()) {
      if (!shown.has(item.subject)) await reconciliation.closeItem(item.id, GONE, clock.now())
    }
  }

  /** Items of neighbouring days whose other half this day has; those that an earlier run closed and this one does not, open again. */
  async function syncCut(
    store: Store,
    day: BillDay,
    closes: readonly string[],
    around: readonly string[],
  ): Promise<void> {
    const closedBy = closedByCut(day.date)
    for (const date of around) {
      for (const item of await store.reconciliation.itemsOf({ ...day, date })) {
        if (closes.includes(item.id)) await store.reconciliation.closeItem(item.id, closedBy, clock.now())
        else await store.reconciliation.reopenItem(item.id, closedBy)
      }
    }
  }

  return async function recordRun(input: RunToRecord, around: readonly string[]): Promise<void> {
    const { day, fileId, books, result, actor } = input
    await database.transaction(async (store) => {
      // Two who reconcile the same day wait for each other here (M2).
      await store.sequences.next(day.company, `reconcile:${day.date}`)
      await syncItems(store, day, result.differences)
      await syncCut(store, day, books.cut.closes, around)
      const run: Run = {
        ...day,
        id: ids.next(),
        fileId,
        matched: result.matched,
        passes: { exact: books.exact, ...books.matched },
        ourTotalFen: result.ourTotalFen,
        theirTotalFen: result.theirTotalFen,
        status: result.differences.length === 0 ? 'balanced' : 'differences',
        reason: result.reason,
        ranAt: clock.now(),
      }
      const before = await store.reconciliation.latestRun(day)
      if (before && sameOutcome(before, run)) return
      await store.reconciliation.insertRun(run)
      await store.audit.append({
        id: ids.next(),
        company: day.company,
        at: run.ranAt,
        actor,
        deed: 'reconcile',
        subject: `${day.channel} ${day.bill} ${day.date}`,
        detail: {
          status: run.status,
          matched: run.matched,
          differences: result.differences.length,
          ourTotalFen: run.ourTotalFen,
          theirTotalFen: run.theirTotalFen,
        },
      })
    })
  }
}

function sameOutcome(one: Run, other: Run): boolean {
  const facts = ({ fileId, matched, ourTotalFen, theirTotalFen, status, reason, passes }: Run) =>
    JSON.stringify([fileId, matched, ourTotalFen, theirTotalFen, status, reason, Object.entries(passes).sort()])
  return facts(one) === facts(other)
}
