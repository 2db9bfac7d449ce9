import { claimReturned } from '../../../domain/ledger/rulesClaims'
import type { WorkItem } from '../../../domain/reconciliation/run'
import type { Arrival } from '../../../domain/settling/arrival'
import type { BankEntry } from '../../../domain/settling/bankEntry'
import type { ExecutorPorts } from '../../approvals'
import { Outrun, type Store } from '../../ports'
import { transfersOf } from '../../post'
import { refuse } from '../../refusal'
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
  if (shares.reduce((sum, share) => sum + share.amountFen, 0) !== amountFen) return refuse('resolution-does-not-fit')
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
  store: Store,
  { company, channel, date, key, theirFen }: WorkItem,
): Promise<BankEntry | undefined> {
  const stated = await store.settling.entriesStated(company, channel, date)
  const entry = stated.find(({ bankReference, direction }) => bankReference === key && direction === 'credit')
  return entry?.arrivalId === null && entry.amountFen === theirFen ? entry : undefined
}

async function explain(store: Store, entry: BankEntry, { clock, ids }: ExecutorPorts): Promise<void> {
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
  await store.settling.insertArrival(arrival)
  if (!(await store.settling.explain(entry.id, arrival.id))) throw new Outrun(`entry ${entry.id}`)
}
