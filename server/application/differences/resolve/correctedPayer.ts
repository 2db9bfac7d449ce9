import type { Payment } from '../../../domain/payment/payment'
import { type Refusal, refuse } from '../../common/refusal'
import type { Store } from '../../ports/database'
import type { ResolutionContext } from './resolution'

/** From now on the payment is the corrected code's; `books-changed` when it is not the code's any more that the maker saw. */
export async function followPayer(
  store: Pick<Store, 'payments'>,
  { item: { company, channel, seen } }: Pick<ResolutionContext, 'item'>,
): Promise<Payment | Refusal<'books-changed'>> {
  const [from, to] = [seen?.ours?.payerCode, seen?.theirs?.userCode]
  const told = seen?.ours && (await store.payments.byTransaction(company, channel, seen.ours.key))
  if (!told || !from || to === undefined) return refuse('books-changed')
  return (await store.payments.tellPayer(told.id, from, to)) ? told : refuse('books-changed')
}
