import type { Resolution } from '../../../contract/differenceWords'
import type { ChannelTruth } from '../../domain/difference/resolution'
import type { Difference } from '../../domain/reconciliation/run'
import type { Refusal } from '../common/refusal'
import type { Store } from '../ports/database'
import { refusedByInvoice } from '../refunds/requestRefund'
import { RESOLUTION_RULES } from './resolutions'

/**
 * Whether an invoice stands in the way of a resolution: it would leave less of the payment than was invoiced, and is refused with
 * `invoice-first` when it is proposed already, not only when it is approved. Undefined where nothing is in the way.
 */
export async function invoicedFirst(
  store: Pick<Store, 'households' | 'invoices' | 'payments' | 'refunds' | 'suspense'>,
  item: Difference,
  resolution: Resolution,
  truth: ChannelTruth | null,
): Promise<Refusal<'invoice-first'> | undefined> {
  const taken = await RESOLUTION_RULES[resolution].takes?.(store, item, truth)
  if (!taken || taken.amountFen <= 0) return undefined
  const { payment, amountFen } = taken
  if (payment.outcome !== 'applied' || payment.householdId === null) return undefined
  return refusedByInvoice(store, payment, amountFen)
}
