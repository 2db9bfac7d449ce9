import { sumFen } from '../../../contract/money'
import {
  type BankEntry,
  type OurAccount,
  ourAccount,
  receives,
  signedEntryFen,
} from '../../domain/bankMatching/bankEntry'
import { matchArrivals } from '../../domain/bankMatching/matchArrivals'
import { type Contradiction, missingBy, statementDifferences } from '../../domain/bankMatching/statementDifferences'
import type { ArrivalPass } from '../../domain/bankMatching/transit'
import { DAYS_QUOTED, type Transit } from '../../domain/bankMatching/transit'
import { addDays } from '../../domain/calendar/civilDate'
import type { SourceName } from '../../domain/payment/payment'
import type { ChannelFile, ChannelFileDay, FileOrigin } from '../../domain/reconciliation/channelFile'
import { NOBODY, OURS, unprovenReason } from '../../domain/reconciliation/fileOwner'
import { inOrder, type Mismatch } from '../../domain/reconciliation/mismatch'
import type { ReconciliationResult } from '../../domain/reconciliation/run'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import type { StatementBank, StatementReading } from '../ports/bankMatching'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import type { Concluded, KeepChannelFile } from '../runs/keepChannelFile'
import type { RecordRun } from '../runs/recordRun'
import { numberedRows } from './entryNumbers'
import { keepBalance, keepEntries, keepPayouts } from './keepEntries'
import { matchOpen } from './settleFile'

type Ports = { database: Database; clock: Clock; ids: Ids; sourceName: SourceName }

type Read = Extract<StatementReading, { outcome: 'read' }>

/** How the entries of a statement were explained, and what is left. */
interface Outcome {
  passes: Partial<Record<ArrivalPass, number>>
  explained: number
  differences: Mismatch[]
  ourTotalFen: number
}

/**
 * Reconciles the statement of our own account with the money that is on its way: the third side, after our books and the
 * channel's bill. What it shows is kept entry by entry; what has arrived is booked; a movement that nothing explains, and
 * money that has not come by T+2, are differences of the statement's day. Another account's statement is put aside.
 */
export function createReconcileStatement(
  ports: Ports,
  { keepChannelFile, recordRun }: { keepChannelFile: KeepChannelFile; recordRun: RecordRun },
) {
  const { database, ids, sourceName } = ports

  /** What is on its way to an account, as of a day. */
  async function onTheWay(
    store: Pick<Store, 'bankMatching'>,
    rulebook: Rulebook,
    account: OurAccount,
    date: string,
  ): Promise<Transit[]> {
    const all = await store.bankMatching.onTheWay(rulebook.id, addDays(date, -DAYS_QUOTED), date)
    return all.filter(({ party }) => receives(rulebook, account, party))
  }

  /** Marks what is missing by this day for the first time; what another day has missed already is that day's. */
  async function missed(
    store: Pick<Store, 'bankMatching'>,
    transits: readonly Transit[],
    day: ChannelFileDay,
  ): Promise<Transit[]> {
    const own: Transit[] = []
    for (const transit of missingBy(transits, day.date)) {
      const { overdueOn, missedIn } = transit
      if (
        overdueOn === null &&
        !(await store.bankMatching.changeTransit(transit.id, { overdueOn: day.date, missedIn: day.channel }))
      )
        continue
      if (overdueOn === null || (overdueOn === day.date && missedIn === day.channel)) own.push(transit)
    }
    return own
  }

  async function outcomeOf(
    store: Pick<Store, 'bankMatching'>,
    entries: readonly BankEntry[],
    contradictions: readonly Contradiction[],
    way: readonly Transit[],
    missing: readonly Transit[],
  ): Promise<Outcome> {
    const arrivalIds = [...new Set(entries.flatMap(({ arrivalId }) => arrivalId ?? []))]
    const passOf = new Map((await store.bankMatching.arrivalsByIds(arrivalIds)).map(({ id, pass }) => [id, pass]))
    const passes: Outcome['passes'] = {}
    const explained: BankEntry[] = []
    const unexplained: BankEntry[] = []
    for (const entry of entries) {
      const pass = entry.arrivalId === null ? undefined : passOf.get(entry.arrivalId)
      if (!pass) unexplained.push(entry)
      else {
        explained.push(entry)
        passes[pass] = (passes[pass] ?? 0) + 1
      }
    }
    const differences = inOrder(statementDifferences(unexplained, missing, way, contradictions, sourceName))
    const expectedFen = differences.flatMap(({ ourFen }) => ourFen ?? [])
    const contradicted = new Set(contradictions.map(({ entry }) => entry.id))
    const agreed = explained.filter(({ id }) => !contradicted.has(id))
    return {
      passes,
      explained: agreed.length,
      differences,
      ourTotalFen: sumFen([...agreed.map(signedEntryFen), ...expectedFen]),
    }
  }

  /** What a version that is not in force would come to; nothing is kept of it. */
  async function compared(
    rulebook: Rulebook,
    account: OurAccount,
    day: ChannelFileDay,
    reading: Read,
    kept: ChannelFile,
  ): Promise<Outcome> {
    const { read } = database
    const { company, channel: statement, date: statedOn } = day
    const rows = (await numberedRows(read, day, reading)).map(({ row, known }): BankEntry => {
      const arrivalId = known?.amountFen === row.amountFen ? known.arrivalId : null
      const own = { company, account: reading.account, statement, statedOn, fileId: kept.id, arrivalId }
      return { ...row, ...own, id: known?.id ?? `new:${row.line}` }
    })
    const way = await onTheWay(read, rulebook, account, day.date)
    const matching = matchArrivals(
      rows.filter(({ arrivalId }) => arrivalId === null),
      way,
    )
    const open = new Set(matching.entries)
    const left = matching.transits.filter(({ overdueOn }) => overdueOn === null || overdueOn === day.date)
    const outcome = await outcomeOf(
      read,
      rows.filter((row) => open.has(row) || row.arrivalId !== null),
      [],
      way,
      missingBy(left, day.date),
    )
    const fresh = matching.found.flatMap(({ entries }) => entries)
    return {
      ...outcome,
      explained: outcome.explained + fresh.length,
      ourTotalFen: sumFen([outcome.ourTotalFen, ...fresh.map(signedEntryFen)]),
    }
  }

  return async function reconcileStatement(
    path: string,
    day: ChannelFileDay,
    { bank, rulebook, origin }: { bank: StatementBank; rulebook: Rulebook; origin: FileOrigin },
  ): Promise<Concluded> {
    const told = await bank.read(path, { date: day.date })
    if (told.outcome === 'quarantined') return keepChannelFile.quarantined(path, day, told, origin)
    const ours = ourAccount(rulebook, bank.id, told.account)
    if (!ours) {
      const reason =
        told.account === '' ? '文件没有账号，不能确定是哪个账户的流水' : `账号 ${told.account} 不是我方的账户`
      return keepChannelFile.quarantined(path, day, { reason }, origin)
    }
    const { account, unnamed } = ours
    const reading = { ...told, account: account.number }
    // Whose account it reports, its number has proven; without one, or where balances do not join,
    // nothing is posted before a second person has looked.
    const isProven = (!unnamed && reading.holds) || reading.rows.length === 0
    const waitsFor = isProven ? null : unprovenReason(unnamed ? NOBODY : OURS)
    const kept = await keepChannelFile.imported(path, day, { ...reading, waitsFor }, origin)
    const inForce = kept.file.id === kept.inForce?.id
    const outcome = inForce
      ? await database.transaction(async (store) => {
          const contradictions = await keepEntries(store, day, reading, kept.file.id, ids)
          await keepBalance(store, day, reading, kept.file.id)
          await keepPayouts(store, day.company, day.date, ids)
          await matchOpen(store, rulebook, day.date, ports)
          const entries = await store.bankMatching.entriesStated(day.company, day.channel, day.date)
          const way = await onTheWay(store, rulebook, account, day.date)
          return outcomeOf(store, entries, contradictions, way, await missed(store, way, day))
        })
      : await compared(rulebook, account, day, reading, kept.file)
    const { passes, explained, differences, ourTotalFen } = outcome
    const result: ReconciliationResult = {
      matched: explained,
      differences,
      ourTotalFen,
      theirTotalFen: reading.totals.totalFen,
      status: differences.length === 0 ? 'balanced' : 'differences',
      reason: [kept.note, reading.note].filter(Boolean).join('；') || null,
    }
    if (!inForce) return { result, fileId: kept.file.id, otherInForce: kept.inForce }
    const nothingAcrossMidnight = { matched: 0, closes: [], movedFen: 0 }
    const books = {
      exact: 0,
      matched: passes,
      differences,
      cut: nothingAcrossMidnight,
      ourTotalFen,
    }
    await recordRun({ day, fileId: kept.file.id, books, result, actor: origin.receivedBy }, [])
    return { result, fileId: kept.file.id }
  }
}
