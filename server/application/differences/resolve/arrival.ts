import { type BankEntry, signedEntryFen } from '../../../domain/bankMatching/bankEntry'
import { quotes } from '../../../domain/bankMatching/matchArrivals'
import { DAYS_QUOTED, type Transit } from '../../../domain/bankMatching/transit'
import { addDays } from '../../../domain/calendar/civilDate'
import type { PaymentSource } from '../../../domain/payment/payment'
import type { Difference } from '../../../domain/reconciliation/run'
import type { ExecutorPorts } from '../../approvals/approvals'
import { bookArrival } from '../../bankMatching/bookArrival'
import type { Store } from '../../ports/database'

/** A movement on our account, and what it quotes, which is on its way. */
export interface QuotedByAnyone {
  entry: BankEntry
  transit: Transit
}

/** The same, of money that a channel or bank sent. */
export interface Quoted extends QuotedByAnyone {
  transit: Transit & { party: PaymentSource }
}

/** The movement and the transit as the difference showed them, neither of them booked since. */
export async function quotedByAnyone(
  store: Pick<Store, 'bankMatching'>,
  item: Difference,
): Promise<QuotedByAnyone | undefined> {
  const { company, channel, date, key, ourFen, theirFen } = item
  const entry = (await store.bankMatching.entriesStated(company, channel, date)).find(
    (one) => one.bankReference === key && signedEntryFen(one) === theirFen,
  )
  if (!entry || entry.arrivalId !== null) return undefined
  const way = await store.bankMatching.onTheWay(company, addDays(date, -DAYS_QUOTED), date)
  const transit = way.find((one) => signedEntryFen(one) === ourFen && quotes(entry.ourReference, one))
  return transit && { entry, transit }
}

/** The same, where a channel or bank sent it. */
export async function quotedBy(store: Pick<Store, 'bankMatching'>, item: Difference): Promise<Quoted | undefined> {
  const quoted = await quotedByAnyone(store, item)
  if (quoted?.transit.direction !== 'credit' || quoted.transit.party === 'payout') return undefined
  return { ...quoted, transit: { ...quoted.transit, party: quoted.transit.party } }
}

/**
 * Two people have looked at money that quotes a channel's number and is of another amount: what came is booked, to the fen, and
 * the channel's clearing account holds what the channel still has.
 */
export const bookArrived = (
  store: Pick<Store, 'bankMatching' | 'differences' | 'ledger' | 'reconciliation'>,
  { entry, transit }: QuotedByAnyone,
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
