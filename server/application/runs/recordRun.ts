import type { ChannelFileDay } from '../../domain/reconciliation/channelFile'
import type { Mismatch } from '../../domain/reconciliation/mismatch'
import type { ReconciliationResult } from '../../domain/reconciliation/run'
import { closedByCut, type Difference, GONE, type Run, stillOverdue, subjectsOf } from '../../domain/reconciliation/run'
import type { Database, Store } from '../ports/database'
import type { DifferenceEvent } from '../ports/differences'
import type { Clock, Ids } from '../ports/system'
import { endShownStrays } from '../refunds/strayInFile'
import type { MatchedBooks } from './matchBooks'
import { newDifference, raiseOverdue } from './newDifference'
import { isStatedAgain } from './statementItems'

export { GONE }

type Ports = { database: Database; clock: Clock; ids: Ids }

export interface RunToRecord {
  day: ChannelFileDay
  fileId: string | null
  books: MatchedBooks
  result: ReconciliationResult
  actor: string
}

type Told = { subject: string; difference: Mismatch }

/**
 * A refund that somebody made in the channel's own console, by the channel's number and its amount: Alipay's account bill does not
 * have the number under which its business bill reports it. Undefined for any other difference.
 */
const outsideRefund = ({ kind, rowKind, channelNo, theirFen }: Mismatch): string | undefined =>
  kind === 'channel-only' && rowKind === 'refund' && channelNo !== null ? `${channelNo} ${theirFen}` : undefined

/** Keeps what a reconciliation has brought: the run, and each difference as a work item. Telling the same again changes nothing. */
export function createRecordRun({ database, clock, ids }: Ports) {
  /** What a run did to items that were there before, for their history. */
  function createHistory(actor: string) {
    const events: DifferenceEvent[] = []
    const record = (item: Difference, act: DifferenceEvent['act'], note: string | null): void => {
      const { company, id: differenceId } = item
      events.push({ id: ids.next(), company, differenceId, at: clock.now(), who: actor, act, note, approvalId: null })
    }
    return { events, record }
  }
  type History = ReturnType<typeof createHistory>

  /** The same difference in a day's trade bill and in its account bill is one piece of work: the trade bill's. */
  async function recordedByTradeBill(
    store: Pick<Store, 'reconciliation'>,
    day: ChannelFileDay,
  ): Promise<(told: Told) => boolean> {
    if (day.bill !== 'fundflow') return () => false
    const items = await store.reconciliation.itemsOf({ ...day, bill: 'trade' })
    const subjects = new Set(items.map(({ subject }) => subject))
    const refunds = items.flatMap((item) => outsideRefund(item) ?? [])
    return ({ subject, difference }) => {
      if (subjects.has(subject)) return true
      const refund = outsideRefund(difference)
      const place = refund === undefined ? -1 : refunds.indexOf(refund)
      // Each of the trade bill's stands for one of the account bill's.
      return place >= 0 && refunds.splice(place, 1).length === 1
    }
  }

  /** The trade bill came after the account bill: what both report about one refund is the trade bill's work from now on. */
  async function takeOver(
    store: Pick<Store, 'reconciliation'>,
    day: ChannelFileDay,
    differences: readonly Mismatch[],
    record: History['record'],
  ): Promise<void> {
    if (day.bill !== 'trade') return
    const refunds = differences.flatMap((difference) => outsideRefund(difference) ?? [])
    if (refunds.length === 0) return
    for (const item of await store.reconciliation.itemsOf({ ...day, bill: 'fundflow' })) {
      const place = refunds.indexOf(outsideRefund(item) ?? '')
      if (place < 0 || item.status === 'closed') continue
      refunds.splice(place, 1)
      if (await store.reconciliation.closeItem(item.id, GONE, clock.now())) record(item, 'gone', null)
    }
  }

  /**
   * Opens what is new, opens again what was gone and is back, closes what is gone. What two people have resolved stays so. Here
   * `differences` are mismatches, as this run found them; `items` are the `Difference` rows that earlier runs of the day have kept.
   */
  async function syncItems(
    store: Pick<Store, 'differences' | 'reconciliation' | 'strayRefunds'>,
    { day, fileId, result }: RunToRecord,
    { record }: History,
  ): Promise<void> {
    const { reconciliation } = store
    const items = await reconciliation.itemsOf(day)
    const found = stillOverdue(result.differences, items)
    const isRecordedElsewhere = await recordedByTradeBill(store, day)
    await takeOver(store, day, found, record)
    const foundSubjects = subjectsOf(found)
    // What is carried over stays with each bill: the next day's bill of the same kind has its other half.
    const differences = found.filter(
      (difference, index) =>
        difference.kind === 'carried-over' || !isRecordedElsewhere({ subject: foundSubjects[index] ?? '', difference }),
    )
    const subjects = subjectsOf(differences)
    const known = new Map(items.map((item) => [item.subject, item]))
    const fresh: Difference[] = []
    for (const [index, difference] of differences.entries()) {
      const subject = subjects[index] ?? ''
      const item = known.get(subject)
      if (item) {
        const again = item.closedBy === GONE || (await isStatedAgain(store, item)) ? item.closedBy : null
        if (again !== null && (await reconciliation.reopenItem(item.id, again))) record(item, 'shown', null)
      } else {
        fresh.push(newDifference(day, difference, { subject, fileId }, { clock, ids }))
      }
    }
    await reconciliation.insertItems(fresh)
    await endShownStrays(store, day.company, fresh, clock.now())
    const shown = new Set(subjects)
    for (const item of known.values()) {
      if (shown.has(item.subject) || item.status === 'closed') continue
      if (await reconciliation.closeItem(item.id, GONE, clock.now())) record(item, 'gone', null)
    }
  }

  /** Items of neighbouring days whose other half this day has; those that an earlier run closed and this one does not, open again. */
  async function syncCut(
    store: Pick<Store, 'reconciliation'>,
    { day, books }: RunToRecord,
    around: readonly string[],
    { record }: History,
  ): Promise<void> {
    const closedBy = closedByCut(day.date)
    const closes = new Set(books.cut.closes)
    for (const date of around) {
      for (const item of await store.reconciliation.itemsOf({ ...day, date })) {
        if (closes.has(item.id)) {
          if (await store.reconciliation.closeItem(item.id, closedBy, clock.now())) record(item, 'day-cut', day.date)
        } else if (item.closedBy === closedBy && (await store.reconciliation.reopenItem(item.id, closedBy))) {
          record(item, 'shown', day.date)
        }
      }
    }
  }

  /** `closed`: the day was closed in the meantime; nothing is kept. */
  return async function recordRun(input: RunToRecord, around: readonly string[]): Promise<'recorded' | 'closed'> {
    const { day, fileId, books, result, actor } = input
    return database.transaction(async (store) => {
      // Two who reconcile the same day wait for each other here (M2).
      await store.sequences.next(day.company, `reconcile:${day.date}`)
      // Anyone who closes the day waits for this run, or this run sees that it is closed.
      const closedUntil = await store.closings.take(day.company)
      if (day.date <= closedUntil && day.bill !== 'statement') return 'closed'
      const history = createHistory(actor)
      await syncItems(store, input, history)
      const { filing } = books
      if (filing) await store.reconciliation.fileRefunds(day, filing)
      await syncCut(store, input, [...new Set([...around, ...(filing?.days ?? [])])], history)
      await raiseOverdue(store, day, history.record, { clock, ids })
      await store.differences.insertEvents(history.events)
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
      if (before && sameOutcome(before, run)) return 'recorded'
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
      return 'recorded'
    })
  }
}

export type RecordRun = ReturnType<typeof createRecordRun>

function sameOutcome(one: Run, other: Run): boolean {
  const facts = ({ fileId, matched, ourTotalFen, theirTotalFen, status, reason, passes }: Run) =>
    JSON.stringify([fileId, matched, ourTotalFen, theirTotalFen, status, reason, Object.entries(passes).sort()])
  return facts(one) === facts(other)
}
