import { reversed } from '../../domain/ledger/rulesReversal'
import type { Arrival } from '../../domain/settling/arrival'
import type { BankEntry } from '../../domain/settling/bankEntry'
import type { Transit } from '../../domain/settling/transit'
import { type Clock, type Ids, Outrun, type Store } from '../ports'
import { transfersOf } from '../post'

/** What an arrival consisted of, and what was booked of it as the party's fee, in fen. */
export interface UndoneArrival {
  arrival: Arrival
  /** As they were: they stay beside what takes their place. */
  entries: BankEntry[]
  /** On their way again. */
  transits: Transit[]
  feeFen: number
}

const MARK = 8
const LONGEST_NUMBER = 64

/** A movement's number once another has taken its place: the bank's own is the new one's. */
const replacedNumber = (reference: string, by: string): string =>
  `${reference.slice(0, LONGEST_NUMBER - MARK - 1)}~${by.slice(0 - MARK)}`

/** Under which keys the ledger has what movements and their arrival have moved. */
const keysOf = (arrivalId: string, entries: readonly BankEntry[]): string[] => [
  `channel-fee:arrival:${arrivalId}`,
  ...entries.flatMap(({ id }) => [`channel-settled:${id}`, `written-off:entry:${id}`, `claim-returned:${id}`]),
]

/**
 * Takes an arrival back that a re-sent statement tells otherwise: each of its entries is reversed by an entry that names it, on the
 * day on which it counts (the ledger moves it to the first open day), what it ended is on its way again, and its movements stay
 * as the evidence that they are, marked as replaced. Undefined when it was taken back already.
 */
export async function undoArrival(
  store: Store,
  arrivalId: string,
  by: string,
  ports: { clock: Clock; ids: Ids },
): Promise<UndoneArrival | undefined> {
  const [arrival] = await store.settling.arrivalsByIds([arrivalId])
  if (!arrival || !(await store.settling.undo(arrivalId, by))) return undefined
  const entries = await store.settling.entriesOf(arrivalId)
  const transits = await store.settling.transitsOf(arrivalId)
  let feeFen = 0
  for (const transfer of await store.settling.postedUnder(keysOf(arrivalId, entries))) {
    if (transfer.event === 'channel-fee') {
      feeFen += transfer.debitAccount === 'channel-fees' ? transfer.amountFen : 0 - transfer.amountFen
    }
    const { company, effectiveOn, id: evidenceId } = transfer
    const posting = { company, effectiveOn, evidenceKind: 'transfer' as const, evidenceId, event: 'reversal' as const }
    const postingKey = `reversal:${transfer.id}`
    await store.ledger.insert(transfersOf({ ...posting, postingKey, postings: [reversed(transfer)] }, ports))
  }
  for (const { id, bankReference } of entries) {
    const kept = { replacedBy: by, bankReference: replacedNumber(bankReference, by) }
    if (!(await store.settling.replaceEntry(id, kept))) throw new Outrun(`entry ${id}`)
  }
  for (const { id } of transits) {
    if (!(await store.settling.release(id, arrivalId))) throw new Outrun(`transit ${id}`)
  }
  const onTheWay = transits.map((transit) => ({ ...transit, arrivalId: null, overdueOn: null, missedIn: null }))
  return { arrival, entries, transits: onTheWay, feeFen }
}
