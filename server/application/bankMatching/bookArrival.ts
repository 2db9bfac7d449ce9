import { sumFen } from '../../../contract/money'
import type { BankEntry } from '../../domain/bankMatching/bankEntry'
import type { Found } from '../../domain/bankMatching/matchArrivals'
import type { Arrival, Transit } from '../../domain/bankMatching/transit'
import { reversed } from '../../domain/ledger/rules'
import { channelFee, channelSettled } from '../../domain/ledger/rulesOfDifferences'
import type { PaymentSource } from '../../domain/payment/payment'
import { transfersOf } from '../common/post'
import { ConcurrencyConflict, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { closeItemOf } from '../runs/statementItems'

type Ports = { clock: Clock; ids: Ids }

/**
 * People have booked an entry as a payment that somebody made into our account, without any channel: it is in the account
 * already, so that its clearing account is settled by the very entry. What they decided otherwise is left alone.
 */
export async function bookDeposit(
  store: Pick<Store, 'bankMatching' | 'differences' | 'ledger' | 'payments' | 'reconciliation'>,
  entry: BankEntry,
  ports: Ports,
): Promise<void> {
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
  if ((await store.bankMatching.insertTransit(transit)) === 'duplicate') return
  await bookArrival(store, company, { pass: 'deposit', entries: [entry], transits: [transit] }, ports)
}

/**
 * Books that money on its way is in our account: the entries are explained and the transits ended, each once (M2), the party's
 * clearing account is settled (`channel-settled`), and work items about either are closed. What arrived less than was sent the
 * party has kept as its fee, unless its gap is written off by anyone who calls.
 */
export async function bookArrival(
  store: Pick<Store, 'bankMatching' | 'differences' | 'ledger' | 'reconciliation'>,
  company: string,
  { pass, entries, transits }: Found<BankEntry, Transit>,
  ports: Ports,
  gap: 'fee' | 'written-off' = 'fee',
): Promise<void> {
  const arrivedOn = entries.reduce((last, { bookedOn }) => (bookedOn > last ? bookedOn : last), '')
  const party = transits[0]?.party ?? null
  const sentFen = sumFen(transits.map(({ amountFen }) => amountFen))
  const arrivedFen = sumFen(entries.map(({ amountFen }) => amountFen))
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
  await store.bankMatching.insertArrival(arrival)
  for (const { id } of transits)
    if (!(await store.bankMatching.end(id, arrival.id))) throw new ConcurrencyConflict(`transit ${id}`)
  for (const { id } of entries)
    if (!(await store.bankMatching.explain(id, arrival.id))) throw new ConcurrencyConflict(`entry ${id}`)
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
  store: Pick<Store, 'ledger'>,
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

/** What an arrival consisted of, and what was booked of it as the party's fee, in fen. */
export interface UndoneArrival {
  arrival: Arrival
  /** As they were: they stay beside what takes their place. */
  entries: BankEntry[]
  /** On their way again. */
  transits: Transit[]
  feeFen: number
}

const MARK = 8

const MAX_NUMBER = 64

/** A movement's number once another has taken its place: the bank's own is the new one's. */
const replacedNumber = (reference: string, by: string): string =>
  `${reference.slice(0, MAX_NUMBER - MARK - 1)}~${by.slice(0 - MARK)}`

/** Under which keys the ledger has what movements and their arrival have moved. */
const keysOf = (arrivalId: string, entries: readonly BankEntry[]): string[] => [
  `channel-fee:arrival:${arrivalId}`,
  ...entries.flatMap(({ id }) => [
    `channel-settled:${id}`,
    `written-off:entry:${id}`,
    `claim-returned:${id}`,
    `own-movement:${id}`,
  ]),
]

/**
 * Takes an arrival back that a re-sent statement tells otherwise: each of its entries is reversed by an entry that names it, on the
 * day on which it counts (the ledger moves it to the first open day), what it ended is on its way again, and its movements stay
 * as the evidence that they are, marked as replaced. Undefined when it was taken back already.
 */
export async function undoArrival(
  store: Pick<Store, 'bankMatching' | 'ledger'>,
  arrivalId: string,
  by: string,
  ports: { clock: Clock; ids: Ids },
): Promise<UndoneArrival | undefined> {
  const [arrival] = await store.bankMatching.arrivalsByIds([arrivalId])
  if (!arrival || !(await store.bankMatching.undo(arrivalId, by))) return undefined
  const entries = await store.bankMatching.entriesOf(arrivalId)
  const transits = await store.bankMatching.transitsOf(arrivalId)
  let feeFen = 0
  for (const transfer of await store.bankMatching.postedUnder(keysOf(arrivalId, entries))) {
    if (transfer.event === 'channel-fee') {
      feeFen += transfer.debitAccount === 'channel-fees' ? transfer.amountFen : 0 - transfer.amountFen
    }
    const { company, effectiveOn, id: evidenceId } = transfer
    const posting = { company, effectiveOn, evidenceKind: 'transfer' as const, evidenceId, event: 'reversal' as const }
    const postingKey = `reversal:${transfer.id}`
    await store.ledger.insert(transfersOf({ ...posting, postingKey, postings: [reversed(transfer)] }, ports))
  }
  for (const { id, bankReference } of entries) {
    const kept = { replacedBy: by, bankReference: replacedNumber(bankReference, by) }
    if (!(await store.bankMatching.replaceEntry(id, kept))) throw new ConcurrencyConflict(`entry ${id}`)
  }
  for (const { id } of transits) {
    if (!(await store.bankMatching.release(id, arrivalId))) throw new ConcurrencyConflict(`transit ${id}`)
  }
  const onTheWay = transits.map((transit) => ({ ...transit, arrivalId: null, overdueOn: null, missedIn: null }))
  return { arrival, entries, transits: onTheWay, feeFen }
}
