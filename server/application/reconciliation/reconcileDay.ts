import { bankIn, isChannel } from '../../../contract/channelWords'
import { addDays } from '../../domain/calendar/civilDate'
import type { PaymentSource } from '../../domain/payment/payment'
import type { ChannelFile, ChannelFileDay, FileOrigin } from '../../domain/reconciliation/channelFile'
import { rowInHand } from '../../domain/reconciliation/judge'
import { inOrder } from '../../domain/reconciliation/mismatch'
import { channelRowOf, type RowInHand } from '../../domain/reconciliation/row'
import { quarantined, type ReconciliationResult } from '../../domain/reconciliation/run'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import { type AccountReading, createAccountReading, namedFees } from '../bankMatching/fees'
import { createReconcileStatement } from '../bankMatching/reconcileStatement'
import { createSettleFile } from '../bankMatching/settleFile'
import { bookedNumbers } from '../booking/bankNumbers'
import { createImportBankPayments } from '../booking/importBankPayments'
import type { Bank, ChannelFileReading, ChannelFileTotals } from '../ports/channelFiles'
import { createKeepChannelFile, type FileFaultReport, type KeptFile } from '../runs/keepChannelFile'
import { isOfAnotherDay, type MatchedBooks, matchBooks } from '../runs/matchBooks'
import { proveBankFile, proveChannelFile } from '../runs/proveOwner'
import { createRecordRun } from '../runs/recordRun'
import { createClearingDays } from './clearingDays'
import { createObtainChannelFile, refused } from './obtainChannelFile'
import type { ReconcileInput, ReconcileOutcome, ReconcilePorts } from './reconcileDayPorts'
import { noteReturned, returnedRefunds } from './returnedRefunds'

/** What came of a file, and as what it is kept. */
interface Concluded {
  result: ReconciliationResult
  fileId: string | null
}

const NOTHING: ChannelFileTotals = { rows: 0, totalFen: 0 }

/** Net lines name no fee: what they are short of is one. */
const withNetFees = (totals: ChannelFileTotals, account: AccountReading | undefined): ChannelFileTotals =>
  account ? { ...totals, feeMilliFen: (totals.feeMilliFen ?? 0) + account.netFen * 1000 } : totals

const said = (...notes: (string | null)[]) => notes.filter(Boolean).join('；') || null

/**
 * Reconciles a company's day at a channel or bank (contract.md, Reconciliation from the command line). A file that
 * contradicts itself is put aside whole and nothing of it is used. The payments of a bank's file are booked from it before
 * they are compared. Nothing is posted from a file before it is known whose it is (proveOwner). A file that nothing proves to be ours, and
 * a changed re-send, are compared so that their differences can be shown; nothing of them is booked or recorded, and the day stays with
 * the file in force, if there is one, until a second person approves (acceptFile).
 *
 * From the end of this file: `reconcileDay` obtains the file, `reconciled` chooses between a channel's (`atChannel`), a bank's (`atBank`)
 * and our own account's (`reconcileStatement`), and each ends in `conclude`.
 */
export function createReconcileDay(ports: ReconcilePorts) {
  const { database, rulebooks, readers, banks, archive } = ports
  const obtainChannelFile = createObtainChannelFile(ports)
  const keepChannelFile = createKeepChannelFile(ports)
  const importBankPayments = createImportBankPayments(ports)
  const clearHere = createClearingDays(ports)
  const recordRun = createRecordRun(ports)
  const settleFile = createSettleFile(ports)
  const reconcileStatement = createReconcileStatement(ports, {
    keepChannelFile,
    recordRun,
    quarantineFile,
    goByInForce,
  })
  const { read } = database

  async function quarantineFile(
    path: string,
    day: ChannelFileDay,
    fault: FileFaultReport,
    origin: FileOrigin,
  ): Promise<Concluded> {
    await keepChannelFile.quarantined(path, day, fault, origin)
    return { result: quarantined(fault.reason), fileId: null }
  }

  /** Settles what the file proves, and records the run with its differences, if the file is the one in force. */
  async function conclude(
    day: ChannelFileDay,
    books: MatchedBooks,
    totals: ChannelFileTotals,
    kept: KeptFile | undefined,
    reason: string | null,
    origin: FileOrigin,
    { account, around = [] }: { account?: AccountReading; around?: readonly string[] } = {},
  ): Promise<Concluded> {
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
      reason,
    }
    if (kept && !inForce) {
      if (kept.inForce) await goByInForce(kept.inForce, origin)
      return { result, fileId }
    }
    const run = { day, fileId, books, result, actor: origin.receivedBy }
    await recordRun(run, [...new Set([addDays(day.date, -1), addDays(day.date, 1), ...around])])
    return { result, fileId }
  }

  /** The day is reconciled with the file in force, if it was not (a crash, or an approval just now). */
  async function goByInForce(file: ChannelFile, origin: FileOrigin): Promise<void> {
    const { company, channel, bill, date } = file
    const day = { company, channel, bill, date }
    if ((await read.reconciliation.latestRun(day))?.fileId === file.id) return
    await reconciled(archive.pathOf(file.path), day, origin)
  }

  /** The channel says that nothing happened: whatever our books hold of the day stands alone. */
  async function withoutFile(day: ChannelFileDay, origin: FileOrigin): Promise<Concluded> {
    const books = await matchBooks(read, day, async () => true)
    if (!books) throw new Error('a day without a file can be matched')
    return conclude(day, books, NOTHING, undefined, '渠道当日没有账单', origin)
  }

  /** A channel's file: read row by row against our books, proven, kept, concluded. Undefined without a merchant there. */
  async function atChannel(path: string, day: ChannelFileDay, origin: FileOrigin): Promise<Concluded | undefined> {
    const reader = readers(day.company, day.channel)
    if (!reader) return undefined
    let reading: ChannelFileReading | undefined
    const account = createAccountReading()
    const show = async (visit: (row: RowInHand) => void) => {
      reading = await reader.read(path, day.date, visit, account.move)
      return reading.outcome === 'read'
    }
    const books = await matchBooks(read, day, show, day.bill === 'fundflow' ? account.judge : undefined)
    if (!reading || reading.outcome === 'quarantined' || !books) {
      return quarantineFile(
        path,
        day,
        reading?.outcome === 'quarantined' ? reading : { reason: '文件没有读完' },
        origin,
      )
    }
    // What kind of bill a given file is, only the file tells; our rows of the day differ with it.
    if (reading.kind !== day.bill) return atChannel(path, { ...day, bill: reading.kind }, origin)
    const { totals, digest, note, owner } = reading
    const foreign = books.differences.filter(({ kind }) => kind === 'foreign').length
    if (totals.rows > 0 && (foreign === totals.rows || isOfAnotherDay(books)))
      return quarantineFile(path, day, { reason: `整份文件不是我方 ${day.date} 的账单` }, origin)
    const file = { day, source: origin.source, owner, totals }
    const proof = await proveChannelFile(read, file, { books, movements: account.movements }, { reader, archive })
    const kept = await keepChannelFile.imported(path, day, { digest, totals, owner, proof }, origin)
    if (day.bill !== 'fundflow') return conclude(day, books, totals, kept, said(kept.note, note), origin)
    const returned = await returnedRefunds(read, day, account.movements)
    const more = account
      .differences(books, await namedFees(read, day, reader, archive))
      .filter(({ key, seen }) => seen?.theirs || !returned.flowNos.has(key))
    const all = {
      ...books,
      differences: inOrder([...books.differences, ...more]),
      ourTotalFen: books.ourTotalFen + returned.fen,
    }
    if (kept.file.id === kept.inForce?.id) await database.transaction((store) => noteReturned(store, returned))
    return conclude(day, all, totals, kept, said(kept.note, note), origin, { account })
  }

  /** A bank's file: proven and kept first, then its payments are booked (if it is in force), then it is compared. */
  async function atBank(
    path: string,
    day: ChannelFileDay,
    bank: Bank,
    rulebook: Rulebook,
    origin: FileOrigin,
  ): Promise<Concluded> {
    const reading = await bank.read(path, { company: rulebook.name, date: day.date })
    if (reading.outcome === 'quarantined') return quarantineFile(path, day, reading, origin)
    const { digest, totals, note, owner } = reading
    const rows = await bookedNumbers(read, { company: day.company, source: day.channel }, reading.rows)
    const proof = await proveBankFile(read, { day, source: origin.source, owner, totals }, rows)
    const kept = await keepChannelFile.imported(path, day, { digest, totals, owner, proof }, origin)
    const inForce = kept.file.id === kept.inForce?.id
    const cleared = inForce
      ? await clearHere(day, rows, { bank, companyName: rulebook.name })
      : { closes: [], days: [] }
    if (inForce) await importBankPayments(day.company, day.channel, rows, day.date)
    const books = await matchBooks(read, day, async (visit) => {
      for (const row of rows) visit(rowInHand(channelRowOf(row, day.date), day.date))
      return true
    })
    if (!books) throw new Error('rows that were read can be matched')
    const cut = { ...books.cut, closes: [...books.cut.closes, ...cleared.closes] }
    return conclude(day, { ...books, cut }, totals, kept, said(kept.note, note), origin, { around: cleared.days })
  }

  /** Undefined when the company has no merchant at the channel. */
  async function reconciled(path: string, day: ChannelFileDay, origin: FileOrigin): Promise<Concluded | undefined> {
    const rulebook = rulebooks.get(day.company)
    const bank = bankOf(day.channel)
    const statement = statementOf(day.channel)
    if (statement && rulebook)
      return reconcileStatement(path, { ...day, bill: 'statement' }, { bank: statement, rulebook, origin })
    return bank && rulebook ? atBank(path, day, bank, rulebook, origin) : atChannel(path, day, origin)
  }

  /** What our own account's statement tells belongs to no day of a channel: it is taken however late it comes. */
  const isClosed = async ({ company, bill, date }: ChannelFileDay) =>
    bill !== 'statement' && date <= (await read.closings.closedUntil(company))

  const bankOf = (channel: PaymentSource) => (isChannel(channel) ? undefined : banks.get(bankIn(channel)))

  /** A bank's id names its counters' template or its statement's (`content: statement`); no two templates share one. */
  const statementOf = (channel: PaymentSource) =>
    isChannel(channel) || bankOf(channel) ? undefined : ports.statements?.get(bankIn(channel))

  return async function reconcileDay({
    company,
    channel,
    date,
    file,
    bill = 'trade',
    source = file === undefined ? 'channel' : 'cli',
    actor,
  }: ReconcileInput): Promise<ReconcileOutcome> {
    const rulebook = rulebooks.get(company)
    if (!rulebook) return refused('no-company', `no such company: ${company}`)
    if (!isChannel(channel) && !bankOf(channel) && !statementOf(channel)) {
      const known = [...rulebook.payment.bankFiles, ...(ports.statements?.ids() ?? [])]
      const reason = `no such bank: ${channel}; known: ${known.join(', ')}`
      return refused('no-bank', reason)
    }
    const day: ChannelFileDay = { company, channel, bill: statementOf(channel) ? 'statement' : bill, date }
    const origin: FileOrigin = { source, receivedBy: actor }
    if (await isClosed(day)) return closed(date)
    const obtained =
      file === undefined ? await obtainChannelFile(day, rulebook) : { outcome: 'file' as const, path: file }
    if (obtained.outcome === 'refused') return obtained
    if (obtained.outcome === 'nothing') return { outcome: 'reconciled', ...(await withoutFile(day, origin)) }
    if (obtained.outcome === 'quarantined') {
      const { path, reason } = obtained
      if (path === undefined) return { outcome: 'reconciled', result: quarantined(reason), fileId: null }
      return { outcome: 'reconciled', ...(await quarantineFile(path, day, { reason }, origin)) }
    }
    const done = await reconciled(obtained.path, day, origin)
    // Closed while the file was read: nothing of it was kept.
    if (await isClosed(day)) return closed(date)
    if (done) return { outcome: 'reconciled', ...done }
    return refused('no-merchant', `${rulebook.name} has no merchant at ${channel}`)
  }
}

const closed = (date: string) => refused('day-closed', `${date} is closed: nothing of it changes any more`)

export type ReconcileDay = ReturnType<typeof createReconcileDay>
