import type { BankEntry } from '../../../domain/bankMatching/bankEntry'
import { quotes } from '../../../domain/bankMatching/matchArrivals'
import { DAYS_QUOTED, type Transit } from '../../../domain/bankMatching/transit'
import { addDays } from '../../../domain/calendar/civilDate'
import type { PaymentSource } from '../../../domain/payment/payment'
import type { Difference } from '../../../domain/reconciliation/run'
import type { ExecutorPorts } from '../../approvals/approvals'
import { bookArrival } from '../../bankMatching/bookArrival'
import type { Store } from '../../ports/database'

/** A movement on our account, and what it quotes. */
export interface Quoted {
  entry: BankEntry
  transit: Transit & { party: PaymentSource }
}

/** The movement and the transit as the difference showed them, neither of them booked since. */
export async function quotedBy(store: Pick<Store, 'bankMatching'>, item: Difference): Promise<Quoted | undefined> {
  const { company, channel, date, key, ourFen, theirFen } = item
  const entry = (await store.bankMatching.entriesStated(company, channel, date)).find(
    ({ bankReference, direction }) => bankReference === key && direction === 'credit',
  )
  if (!entry || entry.arrivalId !== null || entry.amountFen !== theirFen) return undefined
  const way = await store.bankMatching.onTheWay(company, addDays(date, -DAYS_QUOTED), date)
  const transit = way.find(
    (one) => one.direction === 'credit' && one.amountFen === ourFen && quotes(entry.ourReference, one),
  )
  if (!transit || transit.party === 'payout') return undefined
  return { entry, transit: { ...transit, party: transit.party } }
}

/**
 * Two people have looked at money that quotes a channel's number and is of another amount: what came is booked, to the fen, and
 * the channel's clearing account holds what the channel still has.
 */
export const bookArrived = (
  store: Pick<Store, 'bankMatching' | 'differences' | 'ledger' | 'reconciliation'>,
  { entry, transit }: Quoted,
  ports: ExecutorPorts,
  beyond: readonly Transit[] = [],
  difference?: 'written-off',
) =>
  bookArrival(
    store,
    entry.company,
    { pass: 'by-people', entries: [entry], transits: [transit, ...beyond] },
    ports,
    difference,
  )
