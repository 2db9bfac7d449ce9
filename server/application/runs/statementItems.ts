import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import { type BankEntry, signedEntryFen } from '../../domain/bankMatching/bankEntry'
import type { PaymentSource } from '../../domain/payment/payment'
import type { ChannelFileDay } from '../../domain/reconciliation/channelFile'
import { type Difference, resolutionOf } from '../../domain/reconciliation/run'
import type { Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

/** The closing of an item by money that came, or was told about, later. */
const ARRIVED = 'arrived:'

const closedByArrival = (date: string) => `${ARRIVED}${date}`

const dayOf = ({
  company,
  statement,
  date,
}: {
  company: string
  statement: PaymentSource
  date: string
}): ChannelFileDay => ({
  company,
  channel: statement,
  bill: 'statement',
  date,
})

/** Closes the work item of a statement's day about a number, if it is open. */
export async function closeItemOf(
  store: Pick<Store, 'differences' | 'reconciliation'>,
  place: { company: string; statement: PaymentSource; date: string; key: string },
  arrivedOn: string,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  for (const { id: differenceId, key, company } of await store.reconciliation.itemsOf(dayOf(place))) {
    const at = clock.now()
    if (key !== place.key) continue
    if (!(await store.reconciliation.closeItem(differenceId, closedByArrival(arrivedOn), at))) continue
    const told = { id: ids.next(), company, differenceId, at, who: AUDIT_SYSTEM, act: 'arrived' as const }
    await store.differences.insertEvents([{ ...told, note: arrivedOn, approvalId: null }])
  }
}

/**
 * Whether people have settled an entry's work item by a resolution of theirs: then it is no channel's money any more. That they
 * followed a re-sent statement settles nothing of what it tells; neither does what they decided when it reported another amount.
 */
export async function isSettledByPeople(
  store: Pick<Store, 'differences' | 'reconciliation'>,
  entry: BankEntry,
): Promise<boolean> {
  const items = await store.reconciliation.itemsOf(dayOf({ ...entry, date: entry.statedOn }))
  const resolved = items.filter(
    (item) => item.key === entry.bankReference && item.status === 'closed' && item.theirFen === signedEntryFen(entry),
  )
  const records = await store.differences.resolutionsByIds(resolved.flatMap((item) => resolutionOf(item) ?? []))
  return records.some(({ resolution }) => resolution !== 'follow-statement')
}

/**
 * Whether a statement contradicts again what our books followed it in before: it has gone back to its first word since, and comes
 * with the second one again. What was followed cannot be shown otherwise.
 */
export async function isStatedAgain(store: Pick<Store, 'differences'>, item: Difference): Promise<boolean> {
  // The code of a corrected payment is the new one since: told again, the bank has corrected it once more.
  if (item.kind === 'payer') return resolutionOf(item) !== undefined
  const resolved = item.bill === 'statement' ? resolutionOf(item) : undefined
  if (resolved === undefined) return false
  return (await store.differences.resolutionById(resolved))?.resolution === 'follow-statement'
}
