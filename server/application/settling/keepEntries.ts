import type { BillDay } from '../../domain/reconciliation/billFile'
import { type BankEntry, signedEntryFen } from '../../domain/settling/bankEntry'
import type { Contradiction } from '../../domain/settling/statementDifferences'
import type { Ids, Store } from '../ports'
import type { StatementReading } from '../statementPort'

type Read = Extract<StatementReading, { outcome: 'read' }>

/**
 * Keeps the movements of a statement in force, each once by the bank's number (M3). A further version corrects what nothing
 * was booked on; what it says otherwise of money that was booked already is told.
 */
export async function keepEntries(
  store: Store,
  day: BillDay,
  { account, rows }: Read,
  fileId: string,
  ids: Ids,
): Promise<Contradiction[]> {
  const contradictions: Contradiction[] = []
  const told = new Set<string>()
  for (const row of rows) {
    const { line, ...facts } = row
    const key = { company: day.company, account, bankReference: row.bankReference, direction: row.direction }
    const known = await store.settling.entryBy(key)
    if (!known) {
      const entry: BankEntry = {
        ...facts,
        ...key,
        id: ids.next(),
        statement: day.channel,
        statedOn: day.date,
        line,
        fileId,
        arrivalId: null,
      }
      await store.settling.insertEntry(entry)
      told.add(entry.id)
      continue
    }
    told.add(known.id)
    if (known.arrivalId === null) await store.settling.changeEntry(known.id, { ...facts, line, fileId })
    else if (known.amountFen !== row.amountFen) {
      contradictions.push({ entry: known, nowFen: signedEntryFen(row), line })
    }
  }
  for (const entry of await store.settling.entriesStated(day.company, day.channel, day.date)) {
    if (told.has(entry.id)) continue
    if (!(await store.settling.dropEntry(entry.id))) contradictions.push({ entry, nowFen: null, line: null })
  }
  return contradictions
}
