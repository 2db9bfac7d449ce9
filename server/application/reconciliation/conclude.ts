import { addDays } from '../../domain/calendar/civilDate'
import type { ChannelFileDay, FileOrigin } from '../../domain/reconciliation/channelFile'
import { inOrder } from '../../domain/reconciliation/mismatch'
import type { ReconciliationResult } from '../../domain/reconciliation/run'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { AccountReading } from '../bankMatching/fees'
import { createSettleFile } from '../bankMatching/settleFile'
import type { ChannelFileTotals } from '../ports/channelFiles'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import type { Concluded, KeptFile } from '../runs/keepChannelFile'
import type { MatchedBooks } from '../runs/matchBooks'
import type { RecordRun } from '../runs/recordRun'

/** A day whose file, if the channel had one, has been kept and matched with our books. */
export interface ComparedDay {
  day: ChannelFileDay
  books: MatchedBooks
  /** The file's own totals. */
  totals: ChannelFileTotals
  /** Absent when the channel says that nothing happened. */
  kept?: KeptFile
  origin: FileOrigin
  /** What is to be told of the file, in Chinese; those without words are left out. */
  notes: readonly (string | null)[]
  /** What a fund flow has told besides payments and refunds. */
  account?: AccountReading
  /** Further days whose differences this file may explain; the days before and after always are. */
  around?: readonly string[]
}

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks; recordRun: RecordRun }

/** Net lines name no fee: what they are short of is one. */
const withNetFees = (totals: ChannelFileTotals, account: AccountReading | undefined): ChannelFileTotals =>
  account ? { ...totals, feeMilliFen: (totals.feeMilliFen ?? 0) + account.netFen * 1000 } : totals

/**
 * Where every channel's and bank's file ends: settles what the file proves, and records the run with its differences, if the file
 * is the one in force. Of any other the differences are only told, and the answer names the file that the day goes by.
 */
export function createConclude({ recordRun, ...ports }: Ports) {
  const settleFile = createSettleFile(ports)

  return async function conclude(compared: ComparedDay): Promise<Concluded> {
    const { day, books, totals, kept, origin, notes, account, around = [] } = compared
    const fileId = kept?.file.id ?? null
    const inForce = kept !== undefined && fileId === kept.inForce?.id
    const gaps = inForce ? await settleFile(kept.file, withNetFees(totals, account), account?.movements) : []
    const differences = gaps.length > 0 ? inOrder([...books.differences, ...gaps]) : books.differences
    const result: ReconciliationResult = {
      matched: books.exact + Object.values(books.matched).reduce((sum, count) => sum + count, 0),
      differences,
      ourTotalFen: books.ourTotalFen,
      theirTotalFen: totals.totalFen + (account?.netFen ?? 0),
      status: differences.length === 0 ? 'balanced' : 'differences',
      reason: notes.filter(Boolean).join('；') || null,
    }
    if (kept && !inForce) return { result, fileId, otherInForce: kept.inForce }
    const run = { day, fileId, books, result, actor: origin.receivedBy }
    await recordRun(run, [...new Set([addDays(day.date, -1), addDays(day.date, 1), ...around])])
    return { result, fileId }
  }
}

export type Conclude = ReturnType<typeof createConclude>
