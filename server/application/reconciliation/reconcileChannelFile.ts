import type { ChannelFileDay, FileOrigin } from '../../domain/reconciliation/channelFile'
import { incompleteReason, unprovenReason } from '../../domain/reconciliation/fileOwner'
import { inOrder } from '../../domain/reconciliation/mismatch'
import type { RowInHand } from '../../domain/reconciliation/row'
import { type AccountReading, createAccountReading, namedFees } from '../bankMatching/fees'
import type {
  ChannelFileArchive,
  ChannelFileReader,
  ChannelFileReaders,
  ChannelFileReading,
  ChannelFileTotals,
} from '../ports/channelFiles'
import type { Database } from '../ports/database'
import type { Concluded, KeepChannelFile } from '../runs/keepChannelFile'
import { type BooksAtHand, isOfAnotherDay, matchBooks, paymentsOf } from '../runs/matchBooks'
import { proveChannelFile } from '../runs/proveOwner'
import type { Conclude } from './conclude'
import { noteReturned, returnedRefunds } from './returnedRefunds'

type Ports = {
  database: Database
  readers: ChannelFileReaders
  archive: ChannelFileArchive
  keepChannelFile: KeepChannelFile
  conclude: Conclude
}

/**
 * Reconciles a day with a channel's file: read row by row against our books, proven to be ours, kept, concluded. A file that
 * contradicts itself, or is of another merchant or day, is put aside whole and nothing of it is used.
 */
export function createReconcileChannelFile({ database, readers, archive, keepChannelFile, conclude }: Ports) {
  const { read } = database

  /** What a fund flow tells besides payments and refunds, added to what they come to; and what of it came back of failed refunds. */
  async function withMovements(
    day: ChannelFileDay,
    books: BooksAtHand,
    account: AccountReading,
    reader: ChannelFileReader,
  ) {
    const returned = await returnedRefunds(read, day, account.movements)
    const more = account
      .differences(books, await namedFees(read, day, reader, archive))
      .filter(({ key, seen }) => seen?.theirs || !returned.flowNos.has(key))
    const all = {
      ...books,
      differences: inOrder([...books.differences, ...more]),
      ourTotalFen: books.ourTotalFen + returned.fen,
    }
    return { all, returned }
  }

  /** Undefined when the company has no merchant at the channel. */
  return async function reconcileChannelFile(
    path: string,
    day: ChannelFileDay,
    origin: FileOrigin,
  ): Promise<Concluded | undefined> {
    const reader = readers(day.company, day.channel)
    if (!reader) return undefined
    let reading: ChannelFileReading | undefined
    const account = createAccountReading()
    // Called by matchBooks, when it has our rows: only then is the file read, and each row handed to its `visit`.
    const show = async (visit: (row: RowInHand) => void) => {
      reading = await reader.read(path, day.date, visit, account.move)
      return reading.outcome === 'read'
    }
    const books = await matchBooks(read, day, show, day.bill === 'fundflow' ? account.judge : undefined)
    if (!reading || reading.outcome === 'quarantined' || !books) {
      const fault = reading?.outcome === 'quarantined' ? reading : { reason: '文件没有读完' }
      return keepChannelFile.quarantined(path, day, fault, origin)
    }
    // What kind of bill a given file is, only the file tells; our rows of the day differ with it.
    if (reading.kind !== day.bill) return reconcileChannelFile(path, { ...day, bill: reading.kind }, origin)
    const { totals, digest, note, owner } = reading
    const foreign = books.differences.filter(({ kind }) => kind === 'foreign').length
    if (totals.rows > 0 && (foreign === totals.rows || isOfAnotherDay(books)))
      return keepChannelFile.quarantined(path, day, { reason: `整份文件不是我方 ${day.date} 的账单` }, origin)
    const file = { day, source: origin.source, owner, totals }
    const proof = await proveChannelFile(read, file, { books, movements: account.movements }, { reader, archive })
    const waitsFor = proof === 'unproven' ? unprovenReason(owner) : incompleteReason(paymentsOf(books))
    const kept = await keepChannelFile.imported(path, day, { digest, totals, waitsFor }, origin)
    const compared = { day, totals, kept, origin, notes: [kept.note, note] }
    if (day.bill !== 'fundflow') return conclude({ ...compared, books })
    const { all, returned } = await withMovements(day, books, account, reader)
    if (kept.file.id === kept.inForce?.id) await database.transaction((store) => noteReturned(store, returned))
    return conclude({ ...compared, books: all, account })
  }
}

const NOTHING: ChannelFileTotals = { rows: 0, totalFen: 0 }

/** Reconciles a day of which the channel says that nothing happened: whatever our books hold of it stands alone. */
export function createReconcileNoFile({ database, conclude }: Pick<Ports, 'database' | 'conclude'>) {
  return async function reconcileNoFile(day: ChannelFileDay, origin: FileOrigin): Promise<Concluded> {
    const books = await matchBooks(database.read, day, async () => true)
    if (!books) throw new Error('a day without a file can be matched')
    return conclude({ day, books, totals: NOTHING, origin, notes: ['渠道当日没有账单'] })
  }
}
