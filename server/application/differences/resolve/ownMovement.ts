import type { BankEntry } from '../../../domain/bankMatching/bankEntry'
import { type Arrival, type ArrivalPass, directionOf } from '../../../domain/bankMatching/transit'
import { type OwnMovement, ownMovement } from '../../../domain/ledger/rulesOfDifferences'
import type { LedgerEvent } from '../../../domain/ledger/transfer'
import type { Difference } from '../../../domain/reconciliation/run'
import type { ExecutorPorts } from '../../approvals/approvals'
import { transfersOf } from '../../common/post'
import { refuse } from '../../common/refusal'
import { ConcurrencyConflict, type Store } from '../../ports/database'
import type { Resolve } from './resolution'

/** The movement on our account as the difference showed it, explained by nothing yet; undefined when it is not so any more. */
export async function unexplainedMovement(
  store: Pick<Store, 'bankMatching'>,
  { company, channel, date, key, theirFen }: Pick<Difference, 'company' | 'channel' | 'date' | 'key' | 'theirFen'>,
): Promise<BankEntry | undefined> {
  const stated = await store.bankMatching.entriesStated(company, channel, date)
  const direction = directionOf(theirFen ?? 0)
  const entry = stated.find((one) => one.bankReference === key && one.direction === direction)
  return entry?.arrivalId === null && entry.amountFen === Math.abs(theirFen ?? 0) ? entry : undefined
}

/** Explains a movement by an arrival of no party's: it can be nothing else any more (M3). */
export async function explainMovement(
  store: Pick<Store, 'bankMatching'>,
  entry: BankEntry,
  pass: ArrivalPass,
  { clock, ids }: Pick<ExecutorPorts, 'clock' | 'ids'>,
): Promise<void> {
  const arrival: Arrival = {
    id: ids.next(),
    company: entry.company,
    party: null,
    pass,
    sentFen: entry.amountFen,
    feeFen: 0,
    arrivedOn: entry.bookedOn,
    recordedAt: clock.now(),
  }
  await store.bankMatching.insertArrival(arrival)
  if (!(await store.bankMatching.explain(entry.id, arrival.id))) throw new ConcurrencyConflict(`entry ${entry.id}`)
}

/**
 * Books a movement of our own account that is nobody's payment: against an account of ours, with the very movement as evidence, once
 * (M3). Refused: `books-changed`.
 */
export const bookMovement =
  (event: LedgerEvent, against: OwnMovement): Resolve<'books-changed'> =>
  async (store, { item }, ports) => {
    const entry = await unexplainedMovement(store, item)
    if (!entry) return refuse('books-changed')
    await explainMovement(store, entry, 'own-movement', ports)
    await store.ledger.insert(
      transfersOf(
        {
          company: entry.company,
          postingKey: `own-movement:${entry.id}`,
          event,
          effectiveOn: entry.bookedOn,
          evidenceKind: 'bank-entry',
          evidenceId: entry.id,
          postings: ownMovement({ against, fen: item.theirFen ?? 0 }),
        },
        ports,
      ),
    )
    return {}
  }
