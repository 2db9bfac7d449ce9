import { type BankEntry, commonNumber, numberInBooks, REVERSAL_MARK } from '../../domain/bankMatching/bankEntry'
import type { ChannelFileDay } from '../../domain/reconciliation/channelFile'
import type { StatementReading, StatementRow } from '../ports/bankMatching'
import type { Store } from '../ports/database'

/** A movement of a statement under the number by which our books know it, and what they have under that number already. */
export interface NumberedRow {
  row: StatementRow
  known: BankEntry | undefined
}

type Told = Pick<Extract<StatementReading, { outcome: 'read' }>, 'account' | 'rows'>

/**
 * The movements of a statement under their numbers in our books. A bank begins its numbers again (each day, each year): what bears
 * the number of a movement of another day is another movement, and goes by the number of its day (`000001@2026-11-13`), so that no
 * movement ever stands in another's place (M3, M7). What any statement has told before, of the same day, number, direction and
 * amount, is that movement; with another amount or day only the statement that told of it can correct it.
 */
export async function numberedRows(
  store: Pick<Store, 'bankMatching'>,
  day: ChannelFileDay,
  { account, rows }: Told,
): Promise<NumberedRow[]> {
  const { company } = day
  const days = rows.map(({ bookedOn }) => bookedOn).sort()
  const [from, until] = [days[0], days.at(-1)]
  if (from === undefined || until === undefined) return []
  const there = await store.bankMatching.entriesOfAccount(company, account, from, until)
  const stated = await store.bankMatching.entriesStated(company, day.channel, day.date)
  const known = knownAmong(
    there,
    stated.filter((entry) => entry.account === account),
    rows,
  )

  const numbers = new Set<string>()
  const isFree = async (bankReference: string, direction: StatementRow['direction']) =>
    !numbers.has(`${direction} ${bankReference}`) &&
    !(await store.bankMatching.entryBy({ company, account, bankReference, direction }))
  /** What takes a movement back that goes by the number of its day goes by it too. */
  const followsOther = (row: StatementRow) =>
    row.reversal && numbers.has(`${oppositeOf(row)} ${withoutMark(numberInBooks(row, 1))}`)

  async function numberOf(row: StatementRow): Promise<string> {
    if (!followsOther(row) && (await isFree(row.bankReference, row.direction))) return row.bankReference
    let nth = 1
    while (!(await isFree(numberInBooks(row, nth), row.direction))) nth += 1
    return numberInBooks(row, nth)
  }

  const numbered = new Map<StatementRow, NumberedRow>()
  for (const row of [...rows].sort((one, other) => Number(one.reversal) - Number(other.reversal))) {
    const entry = known.get(row)
    const bankReference = entry?.bankReference ?? (await numberOf(row))
    numbers.add(`${row.direction} ${bankReference}`)
    numbered.set(row, { row: { ...row, bankReference }, known: entry })
  }
  return rows.flatMap((row) => numbered.get(row) ?? [])
}

const oppositeOf = ({ direction }: StatementRow) => (direction === 'credit' ? 'debit' : 'credit')

const withoutMark = (number: string): string =>
  number.endsWith(REVERSAL_MARK) ? number.slice(0, -REVERSAL_MARK.length) : number

type Facts = Pick<BankEntry, 'direction' | 'bankReference' | 'bookedOn' | 'amountFen'>

/** What entry and movement must have in common, the surest first: all of it; then what its own statement corrects. */
const OF_ANY_STATEMENT: readonly ((facts: Facts) => unknown[])[] = [
  ({ direction, bankReference, bookedOn, amountFen }) => [direction, bankReference, bookedOn, amountFen],
  ({ direction, bankReference, bookedOn, amountFen }) => [direction, commonNumber(bankReference), bookedOn, amountFen],
]
const OF_ITS_STATEMENT: readonly ((facts: Facts) => unknown[])[] = [
  ({ direction, bankReference, bookedOn }) => [direction, bankReference, bookedOn],
  ({ direction, bankReference, bookedOn }) => [direction, commonNumber(bankReference), bookedOn],
  ({ direction, bankReference, amountFen }) => [direction, commonNumber(bankReference), amountFen],
]

/** Which of the entries each movement is, each entry once. */
function knownAmong(
  there: readonly BankEntry[],
  stated: readonly BankEntry[],
  rows: readonly StatementRow[],
): Map<StatementRow, BankEntry> {
  const found = new Map<StatementRow, BankEntry>()
  const taken = new Set<string>()

  function findIn(entries: readonly BankEntry[], keyOf: (facts: Facts) => unknown[]): void {
    const queues = new Map<string, BankEntry[]>()
    for (const entry of entries.filter(({ id }) => !taken.has(id)).reverse()) {
      const key = JSON.stringify(keyOf(entry))
      const queue = queues.get(key)
      if (queue) queue.push(entry)
      else queues.set(key, [entry])
    }
    for (const row of rows.filter((one) => !found.has(one))) {
      const entry = queues.get(JSON.stringify(keyOf(row)))?.pop()
      if (!entry) continue
      found.set(row, entry)
      taken.add(entry.id)
    }
  }

  for (const keyOf of OF_ANY_STATEMENT) findIn(there, keyOf)
  for (const keyOf of OF_ITS_STATEMENT) findIn(stated, keyOf)
  return found
}
