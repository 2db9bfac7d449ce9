import { digestOf } from '../../domain/ledger/link'
import type { LedgerEvent, Posting, Transfer } from '../../domain/ledger/transfer'
import type { Clock, Ids } from '../ports/system'

/** What is posted, when it counts, and what proves it. */
export interface PostingInput {
  company: string
  /** Unique to the business event, e.g. `payment:lanzhou:wechat:4200…`: the event cannot be posted twice (M3). */
  postingKey: string
  event: LedgerEvent
  effectiveOn: string
  evidenceKind: Transfer['evidenceKind']
  evidenceId: string
  postings: readonly Posting[]
}

/** Numbers, dates and seals postings as the ledger keeps them; insert the result in the transaction of the event itself. */
export function transfersOf(input: PostingInput, { clock, ids }: { clock: Clock; ids: Ids }): Transfer[] {
  const recordedAt = clock.now()
  return input.postings.map((posting, sequence) => {
    const transfer = {
      id: ids.next(),
      company: input.company,
      postingKey: input.postingKey,
      sequence,
      event: input.event,
      debitAccount: posting.debitAccount,
      creditAccount: posting.creditAccount,
      amountFen: posting.amountFen,
      effectiveOn: input.effectiveOn,
      recordedAt,
      householdId: posting.householdId ?? null,
      season: posting.season ?? null,
      evidenceKind: input.evidenceKind,
      evidenceId: input.evidenceId,
    }
    return { ...transfer, digest: digestOf(transfer) }
  })
}
