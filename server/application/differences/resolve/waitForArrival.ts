import { refuse } from '../../common/refusal'
import { ConcurrencyConflict } from '../../ports/database'
import { missingTransitOf } from '../facts'
import type { Resolve } from './resolution'

/**
 * Money that our account has missed is waited for, or asked after at the bank: it stays on its way and in the channel's clearing
 * account, and is missed again, as work for the desk, when the reminder's day has come without it. Refused: `books-changed` when
 * it has come in the meantime.
 */
export const waitForArrival: Resolve<'books-changed' | 'resolution-does-not-fit'> = async (
  store,
  { item, payload: { remindOn } },
) => {
  const transit = await missingTransitOf(store, item)
  if (!transit) return refuse('books-changed')
  if (remindOn === null) return refuse('resolution-does-not-fit')
  const waits = { overdueOn: null, missedIn: null, waitsUntil: remindOn }
  if (!(await store.bankMatching.changeTransit(transit.id, waits)))
    throw new ConcurrencyConflict(`transit ${transit.id}`)
  return {}
}
