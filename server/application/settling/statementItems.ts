import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import type { PaymentSource } from '../../domain/payment/payment'
import type { BillDay } from '../../domain/reconciliation/billFile'
import { resolutionOf } from '../../domain/reconciliation/run'
import type { BankEntry } from '../../domain/settling/bankEntry'
import type { Clock, Ids, Store } from '../ports'

/** The closing of an item by money that came, or was told of, later. */
const ARRIVED = 'arrived:'
const closedByArrival = (date: string) => `${ARRIVED}${date}`

const dayOf = ({ company, statement, date }: { company: string; statement: PaymentSource; date: string }): BillDay => ({
  company,
  channel: statement,
  bill: 'statement',
  date,
})

/** Closes the work item of a statement's day about a number, if it is open. */
export async function closeItemOf(
  store: Store,
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

/** Whether people have settled an entry's work item by a resolution of theirs: then it is no channel's money any more. */
export async function isSettledByPeople(store: Store, entry: BankEntry): Promise<boolean> {
  const items = await store.reconciliation.itemsOf(dayOf({ ...entry, date: entry.statedOn }))
  return items.some(
    (item) => item.key === entry.bankReference && item.status === 'closed' && resolutionOf(item) !== undefined,
  )
}
