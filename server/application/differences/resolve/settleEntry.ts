import type { BankEntry } from '../../../domain/bankMatching/bankEntry'
import { quotes } from '../../../domain/bankMatching/matchArrivals'
import { beyondNumber, DAYS_QUOTED, type Transit } from '../../../domain/bankMatching/transit'
import { addDays } from '../../../domain/calendar/civilDate'
import { differenceWrittenOff } from '../../../domain/ledger/rulesOfDifferences'
import type { PaymentSource } from '../../../domain/payment/payment'
import type { Difference } from '../../../domain/reconciliation/run'
import type { ExecutorPorts } from '../../approvals/approvals'
import { bookArrival } from '../../bankMatching/bookArrival'
import { transfersOf } from '../../common/post'
import { type Refusal, refuse } from '../../common/refusal'
import { ConcurrencyConflict, type Store } from '../../ports/database'
import type { ResolutionContext, ResolutionOutcome, Resolve } from './effect'
import { holdBeyond, markOf } from './holdBeyond'
import { takeFromLimit } from './limit'
import { restOnTheWay } from './restOnTheWay'

/** A movement on our account, and what it quotes. */
interface Meant {
  entry: BankEntry
  transit: Transit & { party: PaymentSource }
}

/**
 * Two people have looked at money that quotes a channel's number and is of another amount: what came is booked, to the fen. What
 * is short of it is the channel's fee, or stays on its way, or is written off; what is beyond it waits in suspense. Either way
 * the channel's clearing account holds what the channel still has. Refused: `books-changed`, `over-write-off-limit`.
 */
export const settleEntry: Resolve = async (store, at, ports) => {
  const meant = await meantBy(store, at.item)
  if (!meant) return refuse('books-changed')
  switch (at.payload.resolution) {
    case 'accept-fee':
      await arrived(store, meant, ports)
      return {}
    case 'await-rest':
      return firstPart(store, meant, ports)
    case 'to-suspense':
      return withExcess(store, at, meant, ports)
    case 'write-off':
      return writtenOff(store, meant, ports)
    default:
      return refuse('resolution-does-not-fit')
  }
}

/** The movement and the transit as the difference showed them, neither of them booked since. */
async function meantBy(store: Pick<Store, 'bankMatching'>, item: Difference): Promise<Meant | undefined> {
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

const arrived = (
  store: Pick<Store, 'bankMatching' | 'differences' | 'ledger' | 'reconciliation'>,
  { entry, transit }: Meant,
  ports: ExecutorPorts,
  more: readonly Transit[] = [],
) => bookArrival(store, entry.company, { pass: 'by-people', entries: [entry], transits: [transit, ...more] }, ports)

async function firstPart(
  store: Pick<Store, 'bankMatching' | 'differences' | 'ledger' | 'reconciliation'>,
  { entry, transit }: Meant,
  ports: ExecutorPorts,
): Promise<ResolutionOutcome | Refusal> {
  const restFen = transit.amountFen - entry.amountFen
  if (restFen <= 0) return refuse('resolution-does-not-fit')
  const part = { amountFen: entry.amountFen, netFen: entry.amountFen }
  if (!(await store.bankMatching.changeTransit(transit.id, part)))
    throw new ConcurrencyConflict(`transit ${transit.id}`)
  const netRestFen = Math.max(1, transit.netFen - entry.amountFen)
  await restOnTheWay(store, { ...transit, amountFen: restFen, netFen: netRestFen }, ports)
  await arrived(store, { entry, transit: { ...transit, ...part } }, ports)
  return {}
}

async function withExcess(
  store: Pick<Store, 'bankMatching' | 'differences' | 'ledger' | 'payments' | 'reconciliation' | 'suspense'>,
  { resolutionId }: ResolutionContext,
  { entry, transit }: Meant,
  ports: ExecutorPorts,
): Promise<ResolutionOutcome | Refusal> {
  const { company, bankReference: number, bookedOn: on } = entry
  const amountFen = entry.amountFen - transit.amountFen
  if (amountFen <= 0) return refuse('resolution-does-not-fit')
  const held = { company, source: transit.party, number, amountFen, on, mark: markOf(resolutionId) }
  const paymentId = await holdBeyond(store, held, ports)
  const beyond: Transit = {
    ...transit,
    id: ports.ids.next(),
    reference: beyondNumber(number),
    otherReference: '',
    amountFen,
    netFen: amountFen,
    sentOn: on,
    evidenceId: paymentId,
    overdueOn: null,
    missedIn: null,
  }
  if ((await store.bankMatching.insertTransit(beyond)) === 'duplicate') return refuse('books-changed')
  await arrived(store, { entry, transit }, ports, [beyond])
  return { paymentId }
}

/** The arrival says by how much it differs from what was sent; the entry's evidence is the movement on our account. */
async function writtenOff(
  store: Pick<Store, 'bankMatching' | 'differences' | 'ledger' | 'reconciliation'>,
  { entry, transit }: Meant,
  ports: ExecutorPorts,
): Promise<ResolutionOutcome | Refusal> {
  const byFen = entry.amountFen - transit.amountFen
  const over = await takeFromLimit(store, entry.company, Math.abs(byFen), ports)
  if (over) return over
  const found = { pass: 'by-people' as const, entries: [entry], transits: [transit] }
  await bookArrival(store, entry.company, found, ports, 'written-off')
  await store.ledger.insert(
    transfersOf(
      {
        company: entry.company,
        postingKey: `written-off:entry:${entry.id}`,
        event: 'difference-written-off',
        effectiveOn: ports.clock.today(),
        evidenceKind: 'bank-entry',
        evidenceId: entry.id,
        postings: differenceWrittenOff({ source: transit.party, byFen }),
      },
      ports,
    ),
  )
  return {}
}
