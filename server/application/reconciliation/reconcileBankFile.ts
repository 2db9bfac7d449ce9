import type { ChannelFileDay, FileOrigin } from '../../domain/reconciliation/channelFile'
import { byHandReason, unprovenReason } from '../../domain/reconciliation/fileOwner'
import { rowInHand } from '../../domain/reconciliation/judge'
import { type CounterRow, channelRowOf, isReversal } from '../../domain/reconciliation/row'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { bookedNumbers } from '../booking/bankNumbers'
import { createImportBankPayments } from '../booking/importBankPayments'
import type { Bank, ChannelFileArchive } from '../ports/channelFiles'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import type { Concluded, KeepChannelFile } from '../runs/keepChannelFile'
import { matchBooks } from '../runs/matchBooks'
import { proveBankFile } from '../runs/proveOwner'
import { createClearingDays } from './clearingDays'
import type { Conclude } from './conclude'

type Ports = {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  archive: ChannelFileArchive
  keepChannelFile: KeepChannelFile
  conclude: Conclude
}

/**
 * Reconciles a day with the file of a bank that collects for us: proven and kept first, then its payments are booked (if it is in
 * force), then it is compared. A file that cannot be read, or contradicts itself, is put aside whole and nothing of it is used.
 */
export function createReconcileBankFile({ keepChannelFile, conclude, ...ports }: Ports) {
  const { read } = ports.database
  const importBankPayments = createImportBankPayments(ports)
  const moveToClearingDay = createClearingDays(ports)

  /** A payment that a page's upload adds is booked on one person's word; what the bank itself has put into its folder is the bank's. */
  async function givenByHand(
    { company, channel }: ChannelFileDay,
    rows: readonly CounterRow[],
    { source }: FileOrigin,
  ): Promise<string | null> {
    if (source !== 'upload') return null
    const payments = rows.filter((row) => !isReversal(row))
    const numbers = payments.map(({ traceNo }) => traceNo)
    const booked = await read.differences.paymentsOf(company, channel, numbers)
    return byHandReason(payments.filter(({ traceNo }) => !booked.has(traceNo)))
  }

  return async function reconcileBankFile(
    path: string,
    day: ChannelFileDay,
    { bank, rulebook, origin }: { bank: Bank; rulebook: Rulebook; origin: FileOrigin },
  ): Promise<Concluded> {
    const reading = await bank.read(path, { company: rulebook.name, date: day.date })
    if (reading.outcome === 'quarantined') return keepChannelFile.quarantined(path, day, reading, origin)
    const { digest, totals, note, owner } = reading
    const rows = await bookedNumbers(read, { company: day.company, source: day.channel }, reading.rows)
    const proof = await proveBankFile(read, { day, source: origin.source, owner, totals }, rows)
    const waitsFor = proof === 'unproven' ? unprovenReason(owner) : await givenByHand(day, rows, origin)
    const kept = await keepChannelFile.imported(path, day, { digest, totals, waitsFor }, origin)
    const inForce = kept.file.id === kept.inForce?.id
    const cleared = inForce
      ? await moveToClearingDay(day, rows, { bank, companyName: rulebook.name })
      : { closes: [], days: [] }
    if (inForce) await importBankPayments(day.company, day.channel, rows, day.date)
    const books = await matchBooks(read, day, async (visit) => {
      for (const row of rows) visit(rowInHand(channelRowOf(row, day.date), day.date))
      return true
    })
    if (!books) throw new Error('rows that were read can be matched')
    const cut = { ...books.cut, closes: [...books.cut.closes, ...cleared.closes] }
    const compared = { day, books: { ...books, cut }, totals, kept, origin }
    return conclude({ ...compared, notes: [kept.note, note], around: cleared.days })
  }
}
