import { sumFen } from '../../../../contract/money'
import type { BankEntry } from '../../../domain/bankMatching/bankEntry'
import type { Arrival } from '../../../domain/bankMatching/transit'
import { claimReturned } from '../../../domain/ledger/rulesOfDifferences'
import type { Difference } from '../../../domain/reconciliation/run'
import type { ExecutorPorts } from '../../approvals/approvals'
import { transfersOf } from '../../common/post'
import { refuse } from '../../common/refusal'
import { ConcurrencyConflict, type Store } from '../../ports/database'
import { type Resolve, wasSettled } from './effect'

/**
 * Money that a channel gives back ends what we claim from it, whole or in part, and never more than is open (M2). It is in the
 * account at the channel (a movement of its fund flow), or in our own account, where the very movement is the evidence and is
 * explained by it, so that it can be nothing else as well (M3). Refused: `books-changed`.
 */
export const endClaims: Resolve = async (store, { item, payload, resolutionId }, ports) => {
  const { company, channel } = item
  const amountFen = item.theirFen ?? 0
  const shares = payload.claims ?? []
  if (sumFen(shares.map((share) => share.amountFen)) !== amountFen) return refuse('resolution-does-not-fit')
  if (await wasSettled(store, item)) return refuse('books-changed')
  const atBank = item.bill === 'statement'
  const entry = atBank ? await unexplainedEntry(store, item) : undefined
  if (atBank && !entry) return refuse('books-changed')
  for (const { claimId, amountFen: share } of shares) {
    if (!(await store.channelClaims.giveBack(claimId, share))) return refuse('books-changed')
    const row = { id: ports.ids.next(), company, claimId, resolutionId, amountFen: share, at: ports.clock.now() }
    await store.channelClaims.insertReturn({ ...row, entryId: entry?.id ?? null })
  }
  if (entry) await explain(store, entry, ports)
  const evidence = entry
    ? { evidenceKind: 'bank-entry' as const, evidenceId: entry.id, effectiveOn: entry.bookedOn }
    : { evidenceKind: 'difference' as const, evidenceId: resolutionId, effectiveOn: item.date }
  await store.ledger.insert(
    transfersOf(
      {
        ...evidence,
        company,
        postingKey: `claim-returned:${entry?.id ?? item.id}`,
        event: 'claim-returned',
        postings: claimReturned({ into: atBank ? 'bank' : channel, amountFen }),
      },
      ports,
    ),
  )
  return {}
}

/** The movement as the difference showed it, explained by nothing yet. */
async function unexplainedEntry(
  store: Pick<Store, 'bankMatching'>,
  { company, channel, date, key, theirFen }: Difference,
): Promise<BankEntry | undefined> {
  const stated = await store.bankMatching.entriesStated(company, channel, date)
  const entry = stated.find(({ bankReference, direction }) => bankReference === key && direction === 'credit')
  return entry?.arrivalId === null && entry.amountFen === theirFen ? entry : undefined
}

async function explain(
  store: Pick<Store, 'bankMatching'>,
  entry: BankEntry,
  { clock, ids }: ExecutorPorts,
): Promise<void> {
  const arrival: Arrival = {
    id: ids.next(),
    company: entry.company,
    party: null,
    pass: 'claim-returned',
    sentFen: entry.amountFen,
    feeFen: 0,
    arrivedOn: entry.bookedOn,
    recordedAt: clock.now(),
  }
  await store.bankMatching.insertArrival(arrival)
  if (!(await store.bankMatching.explain(entry.id, arrival.id))) throw new ConcurrencyConflict(`entry ${entry.id}`)
}
