import { addDays } from '../domain/calendar/civilDate'
import type { PaymentSource } from '../domain/payment/payment'
import type { BillDay } from '../domain/reconciliation/billFile'
import { channelRowOf } from '../domain/reconciliation/counterRow'
import { quarantined, type ReconciliationResult } from '../domain/reconciliation/result'
import { rowInHand } from '../domain/reconciliation/rowInHand'
import type { Rulebook, Rulebooks } from '../domain/rulebook/rulebook'
import type { Bank, BankDirectory, BankFileSource, BillArchive, BillReaders, BillReading, BillTotals } from './billPort'
import type { ChannelDirectory } from './channelPort'
import { createImportBankPayments } from './importBankPayments'
import { createKeepBillFile } from './keepBillFile'
import { type MatchedBooks, matchBooks } from './matchBooks'
import { createObtainBill } from './obtainBill'
import type { Clock, Database, Ids } from './ports'
import { createRecordRun } from './recordRun'

export interface ReconcileInput {
  company: string
  channel: PaymentSource
  /** Civil day. */
  date: string
  /** A file as the channel gives it; without one it is fetched. */
  file?: string
  /** Who reconciles, for the audit log. */
  actor: string
}

export type ReconcileOutcome =
  | { outcome: 'reconciled'; result: ReconciliationResult }
  /** Nothing was done; `reason` is for the operator. */
  | { outcome: 'refused'; reason: string }

export interface ReconcilePorts {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  channels: ChannelDirectory
  readers: BillReaders
  banks: BankDirectory
  bankFiles: BankFileSource | undefined
  archive: BillArchive
}

const NOTHING: BillTotals = { rows: 0, totalFen: 0 }
const said = (...notes: (string | null)[]) => notes.filter(Boolean).join('；') || null

/**
 * Reconciles a company's day at a channel or bank (contract.md, Reconciliation from the command line). A file that
 * contradicts itself is put aside whole and nothing of it is used. The payments of a bank's first file of a day are booked
 * from it before they are compared; a changed re-send is compared and waits for a second person.
 */
export function createReconcileDay(ports: ReconcilePorts) {
  const { database, rulebooks, readers, banks } = ports
  const obtainBill = createObtainBill(ports)
  const keepBillFile = createKeepBillFile(ports)
  const importBankPayments = createImportBankPayments(ports)
  const recordRun = createRecordRun(ports)
  const { read } = database

  async function putAside(path: string, day: BillDay, reason: string, actor: string): Promise<ReconciliationResult> {
    await keepBillFile.quarantined(path, day, reason, actor)
    return quarantined(reason)
  }

  async function conclude(
    day: BillDay,
    books: MatchedBooks,
    totals: BillTotals,
    fileId: string | null,
    reason: string | null,
    actor: string,
  ): Promise<ReconciliationResult> {
    const { differences } = books
    const result: ReconciliationResult = {
      matched: books.exact + Object.values(books.matched).reduce((sum, count) => sum + count, 0),
      differences,
      ourTotalFen: books.ourTotalFen,
      theirTotalFen: totals.totalFen,
      status: differences.length === 0 ? 'balanced' : 'differences',
      reason,
    }
    await recordRun({ day, fileId, books, result, actor }, [addDays(day.date, -1), addDays(day.date, 1)])
    return result
  }

  async function withoutFile(day: BillDay, actor: string): Promise<ReconciliationResult> {
    const books = await matchBooks(read, day, async () => true)
    if (!books) throw new Error('a day without a file can be matched')
    return conclude(day, books, NOTHING, null, '渠道当日没有账单', actor)
  }

  async function atChannel(path: string, day: BillDay, actor: string): Promise<ReconciliationResult | undefined> {
    const reader = readers(day.company, day.channel)
    if (!reader) return undefined
    let reading: BillReading | undefined
    const books = await matchBooks(read, day, async (visit) => {
      reading = await reader.read(path, day.date, visit)
      return reading.outcome === 'read'
    })
    if (!reading || reading.outcome === 'quarantined' || !books) {
      return putAside(path, day, reading?.outcome === 'quarantined' ? reading.reason : '文件没有读完', actor)
    }
    // What kind of bill a given file is, only the file tells; our rows of the day differ with it.
    if (reading.kind !== day.bill) return atChannel(path, { ...day, bill: reading.kind }, actor)
    const { totals, digest, note } = reading
    const foreign = books.differences.filter(({ kind }) => kind === 'foreign').length
    if (totals.rows > 0 && foreign === totals.rows)
      return putAside(path, day, `整份文件不是我方 ${day.date} 的账单`, actor)
    const kept = await keepBillFile.imported(path, day, digest, totals)
    return conclude(day, books, totals, kept.file.id, said(kept.note, note), actor)
  }

  async function atBank(
    path: string,
    day: BillDay,
    bank: Bank,
    rulebook: Rulebook,
    actor: string,
  ): Promise<ReconciliationResult> {
    const reading = await bank.read(path, { company: rulebook.name, date: day.date })
    if (reading.outcome === 'quarantined') return putAside(path, day, reading.reason, actor)
    const { rows, digest, totals } = reading
    const kept = await keepBillFile.imported(path, day, digest, totals)
    if (kept.file.version === 1) await importBankPayments(day.company, day.channel, rows)
    const books = await matchBooks(read, day, async (visit) => {
      for (const row of rows) visit(rowInHand(channelRowOf(row), day.date))
      return true
    })
    if (!books) throw new Error('rows that were read can be matched')
    return conclude(day, books, totals, kept.file.id, kept.note, actor)
  }

  return async function reconcileDay({
    company,
    channel,
    date,
    file,
    actor,
  }: ReconcileInput): Promise<ReconcileOutcome> {
    const rulebook = rulebooks.get(company)
    if (!rulebook) return { outcome: 'refused', reason: `no such company: ${company}` }
    const bank = channel.startsWith('bank:') ? banks.get(channel.slice('bank:'.length)) : undefined
    if (channel.startsWith('bank:') && !bank) {
      return { outcome: 'refused', reason: `no such bank: ${channel}; known: ${banks.ids().join(', ')}` }
    }
    const day: BillDay = { company, channel, bill: 'trade', date }
    const obtained = file === undefined ? await obtainBill(day, rulebook) : { outcome: 'file' as const, path: file }
    if (obtained.outcome === 'refused') return obtained
    if (obtained.outcome === 'nothing') return { outcome: 'reconciled', result: await withoutFile(day, actor) }
    if (obtained.outcome === 'quarantined') {
      const { path, reason } = obtained
      return {
        outcome: 'reconciled',
        result: path === undefined ? quarantined(reason) : await putAside(path, day, reason, actor),
      }
    }
    const result = bank
      ? await atBank(obtained.path, day, bank, rulebook, actor)
      : await atChannel(obtained.path, day, actor)
    if (!result) return { outcome: 'refused', reason: `${rulebook.name} has no merchant at ${channel}` }
    return { outcome: 'reconciled', result }
  }
}
