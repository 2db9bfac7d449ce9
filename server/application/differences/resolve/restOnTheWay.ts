import { baseNumber, partNumber, type Transit } from '../../../domain/bankMatching/transit'
import type { ExecutorPorts } from '../../approvals/approvals'
import { ConcurrencyConflict, type Store } from '../../ports/database'

/** Puts the rest of what a party sent on its way under a number of its own; it is missed and found like any other transit. */
export async function restOnTheWay(
  store: Pick<Store, 'bankMatching'>,
  rest: Pick<
    Transit,
    'company' | 'party' | 'reference' | 'direction' | 'amountFen' | 'netFen' | 'sentOn' | 'evidenceId'
  >,
  { ids }: Pick<ExecutorPorts, 'ids'>,
): Promise<void> {
  const base = baseNumber(rest.reference)
  let nth = 2
  while (await store.bankMatching.transitBy(rest.company, rest.party, partNumber(base, nth))) nth += 1
  const kept = await store.bankMatching.insertTransit({
    ...rest,
    id: ids.next(),
    reference: partNumber(base, nth),
    otherReference: base,
    bundle: '',
    arrivalId: null,
    overdueOn: null,
    missedIn: null,
  })
  if (kept === 'duplicate') throw new ConcurrencyConflict(`part ${nth} of ${base}`)
}
