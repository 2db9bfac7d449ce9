import { isChannel } from '../../../contract/channelWords'
import { countedFen } from '../../domain/payment/payment'
import type { WorkItem } from '../../domain/reconciliation/run'
import type { Store } from '../ports'

/**
 * Whether a row whose number its bank's file has used already is another payment than the one that is booked under it: of another
 * amount, or for another user. A mere repetition of the row is none, and neither is a channel's: its numbers are its own.
 */
export async function isSecondOfNumber(store: Store, item: WorkItem): Promise<boolean> {
  const { company, channel, key, kind, rowKind } = item
  const row = item.seen?.theirs
  if (kind !== 'duplicate-row' || rowKind !== 'payment' || isChannel(channel) || !row) return false
  const booked = await store.payments.byTransaction(company, channel, key)
  if (!booked) return false
  const household = row.userCode === undefined ? undefined : await store.households.byUserCode(company, row.userCode)
  const sameAmount = booked.amountFen === row.amountFen || countedFen(booked) === row.amountFen
  return !sameAmount || booked.householdId !== (household?.id ?? null)
}
