import { channelFee, channelSettled } from '../../domain/ledger/rulesChannels'
import type { PaymentSource } from '../../domain/payment/payment'
import type { Arrival } from '../../domain/settling/arrival'
import type { BankEntry } from '../../domain/settling/bankEntry'
import type { Found } from '../../domain/settling/matchArrivals'
import type { Transit } from '../../domain/settling/transit'
import { type Clock, type Ids, Outrun, type Store } from '../ports'
import { transfersOf } from '../post'
import { closeItemOf } from './statementItems'

type Ports = { clock: Clock; ids: Ids }

/**
 * People have booked an entry as a payment that somebody made into our account, without any channel: it is in the account
 * already, so that its clearing account is settled by the very entry. What they decided otherwise is left alone.
 */
export async function bookDeposit(store: Store, entry: BankEntry, ports: Ports): Promise<void> {
  const { company, statement, bankReference, amountFen, bookedOn } = entry
  const payment = await store.payments.byTransaction(company, statement, bankReference)
  if (!payment || payment.amountFen !== amountFen || entry.direction !== 'credit') return
  const transit: Transit = {
    id: ports.ids.next(),
    company,
    party: statement,
    direction: 'credit',
    reference: bankReference,
    otherReference: '',
    bundle: '',
    amountFen,
    netFen: amountFen,
    sentOn: bookedOn,
    evidenceId: payment.id,
    arrivalId: null,
    overdueOn: null,
    missedIn: null,
  }
  if ((await store.settling.insertTransit(transit)) === 'duplicate') return
  await bookArrival(store, company, { pass: 'deposit', entries: [entry], transits: [transit] }, ports)
}

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)

/**
 * Books that money on its way is in our account: the entries are explained and the transits ended, each once (M2), the party's
 * clearing account is settled (`channel-settled`), and work items about either are closed. What arrived less than was sent the
 * party has kept as its fee, unless its gap is written off by whoever calls.
 */
export async function bookArrival(
  store: Store,
  company: string,
  { pass, entries, transits }: Found<BankEntry, Transit>,
  ports: Ports,
  gap: 'fee' | 'written-off' = 'fee',
): Promise<void> {
  const arrivedOn = entries.reduce((last, { bookedOn }) => (bookedOn > last ? bookedOn : last), '')
  const party = transits[0]?.party ?? null
  const sentFen = sum(transits.map(({ amountFen }) => amountFen))
  const arrivedFen = sum(entries.map(({ amountFen }) => amountFen))
  const arrival: Arrival = {
    id: ports.ids.next(),
    company,
    party,
    pass,
    sentFen,
    feeFen: party === null ? 0 : sentFen - arrivedFen,
    arrivedOn,
    recordedAt: ports.clock.now(),
  }
  await store.settling.insertArrival(arrival)
  for (const { id } of transits) if (!(await store.settling.end(id, arrival.id))) throw new Outrun(`transit ${id}`)
  for (const { id } of entries) if (!(await store.settling.explain(id, arrival.id))) throw new Outrun(`entry ${id}`)
  if (party !== null && party !== 'payout') await post(store, party, { arrival, entries, gap }, ports)
  for (const entry of entries) {
    await closeItemOf(store, { ...entry, date: entry.statedOn, key: entry.bankReference }, arrivedOn, ports)
  }
  for (const { overdueOn, missedIn, reference } of transits) {
    if (overdueOn === null || missedIn === null) continue
    const place = { company, statement: missedIn, date: overdueOn, key: reference }
    await closeItemOf(store, place, arrivedOn, ports)
  }
}

async function post(
  store: Store,
  source: PaymentSource,
  { arrival, entries, gap }: { arrival: Arrival; entries: readonly BankEntry[]; gap: 'fee' | 'written-off' },
  ports: Ports,
): Promise<void> {
  const { id, company, feeFen, arrivedOn } = arrival
  const evidence = (entry: BankEntry) => ({ company, evidenceKind: 'bank-entry' as const, evidenceId: entry.id })
  for (const entry of entries) {
    const posting = {
      ...evidence(entry),
      postingKey: `channel-settled:${entry.id}`,
      event: 'channel-settled' as const,
      effectiveOn: entry.bookedOn,
      postings: channelSettled({ source, amountFen: entry.amountFen }),
    }
    await store.ledger.insert(transfersOf(posting, ports))
  }
  const [first] = entries
  if (!first || feeFen === 0 || gap === 'written-off') return
  const posting = {
    ...evidence(first),
    postingKey: `channel-fee:arrival:${id}`,
    event: 'channel-fee' as const,
    effectiveOn: arrivedOn,
    postings: channelFee({ source, feeFen }),
  }
  await store.ledger.insert(transfersOf(posting, ports))
}
