import type { BillDay } from '../../domain/reconciliation/billFile'
import { subjectsOf } from '../../domain/reconciliation/run'
import type { BankEntry } from '../../domain/settling/bankEntry'
import { signedEntryFen } from '../../domain/settling/bankEntry'
import { depositOf } from '../../domain/settling/statementDifferences'
import { newWorkItem } from '../newWorkItem'
import type { Clock, Ids, Store } from '../ports'

/** A movement that nothing explains any more is work of its statement's day, at once: nobody has to reconcile the day again for it. */
export async function raiseUnexplained(
  store: Store,
  entry: BankEntry,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  const { company, statement, statedOn, bankReference, direction, fileId } = entry
  const day: BillDay = { company, channel: statement, bill: 'statement', date: statedOn }
  const credit = direction === 'credit'
  const difference = {
    kind: 'channel-only' as const,
    rowKind: credit ? ('payment' as const) : ('refund' as const),
    key: bankReference,
    orderNo: null,
    channelNo: bankReference,
    ourFen: null,
    theirFen: signedEntryFen(entry),
    reason: `第 ${entry.line} 行：按改送的对账单更正后，查不到来历的一笔`,
    seen: { ours: null, theirs: credit ? depositOf(entry) : null },
  }
  const [subject = ''] = subjectsOf([difference])
  const known = await store.reconciliation.itemsOf(day)
  if (known.some((item) => item.subject === subject)) return
  await store.reconciliation.insertItems([newWorkItem(day, difference, { subject, fileId }, { clock, ids })])
}
