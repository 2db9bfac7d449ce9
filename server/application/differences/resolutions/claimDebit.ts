import { formatYuan } from '../../../../contract/money'
import type { Arrival, Transit } from '../../../domain/bankMatching/transit'
import { apartOf, type Item, nameOf, oursOf, theirsOf } from '../../../domain/difference/facts'
import { hasMoved } from '../../../domain/difference/resolution'
import { debitClaimed } from '../../../domain/ledger/rulesOfDifferences'
import type { Difference } from '../../../domain/reconciliation/run'
import type { ExecutorPorts } from '../../approvals/approvals'
import { transfersOf } from '../../common/post'
import { type Refusal, refuse } from '../../common/refusal'
import { ConcurrencyConflict, type Store } from '../../ports/database'
import { missingTransitOf } from '../facts'
import { bookArrived, quotedByAnyone } from '../resolve/arrival'
import { openClaim } from '../resolve/openClaim'
import type { ResolutionRule } from '../resolve/resolution'

/** What of the difference went out, or never came back, without anybody knowing why, in fen. */
const unknownFen = (item: Pick<Item, 'subKind' | 'ourFen' | 'theirFen'>): number => {
  if (item.subKind === 'missing') return oursOf(item)
  return item.subKind === 'quoted-amount' ? apartOf(item) : theirsOf(item)
}

/**
 * 不明支出转应收追索: what left our own account, or the one at a channel, and nothing explains; what our bank paid out beyond what we
 * told it; and what it took back from a payee and never gave us. Whoever let it go owes it to us.
 */
export const claimDebit = {
  name: 'claim-debit',
  of: ['debit', 'movement', 'quoted-amount', 'missing'],
  fits(item, { isBooked, missing }) {
    if (item.subKind === 'missing') return missing === 'payout' && (item.ourFen ?? 0) > 0
    const isOut = (item.theirFen ?? 0) < 0 && !isBooked
    return isOut && (item.subKind !== 'quoted-amount' || theirsOf(item) > oursOf(item))
  },
  amount: unknownFen,
  sentence(item, facts) {
    const [name, unknown] = [nameOf(item, facts), formatYuan(unknownFen(item))]
    if (item.subKind === 'missing') return `${name} 应退回的 ${unknown} 没有到，不再在途，转为对银行的应收追索`
    if (item.subKind === 'quoted-amount') {
      return `以对账单为准，${name} 比应付多付出的 ${unknown} 记为应收，向银行追索`
    }
    return `${name} 支出 ${unknown} 查不到来历，记为应收追索`
  },
  needs: [],
  truth: null,
  settles: true,
  /** A claim, once, with its entry; the movement is explained by it, so that it can be nothing else as well (M3). Refused: `books-changed`. */
  async run(store, { item, resolutionId, before }, ports) {
    if (before.some(hasMoved)) return refuse('books-changed')
    const { company } = item
    const amountFen = unknownFen(item)
    const counted = await explained(store, item, ports)
    if ('refused' in counted) return counted
    await openClaim(store, { item, resolutionId }, { about: 'debit', amountFen }, ports)
    await store.ledger.insert(
      transfersOf(
        {
          company,
          postingKey: `debit-claimed:${counted.by}`,
          event: 'debit-claimed',
          effectiveOn: counted.on,
          evidenceKind: 'difference',
          evidenceId: resolutionId,
          postings: debitClaimed({ from: item.subKind === 'movement' ? item.channel : 'bank', amountFen }),
        },
        ports,
      ),
    )
    return {}
  },
} satisfies ResolutionRule

type Ports = Pick<ExecutorPorts, 'clock' | 'ids'>

/** By what the claim is known, and the day on which it counts, once what it is about is explained. */
async function explained(
  store: Pick<Store, 'bankMatching' | 'differences' | 'ledger' | 'reconciliation'>,
  item: Difference,
  ports: ExecutorPorts,
): Promise<{ by: string; on: string } | Refusal<'books-changed'>> {
  if (item.subKind === 'movement') return { by: item.id, on: item.date }
  if (item.subKind === 'missing') {
    const transit = await missingTransitOf(store, item)
    if (!transit) return refuse('books-changed')
    await endTransit(store, transit, ports)
    return { by: transit.id, on: ports.clock.today() }
  }
  if (item.subKind === 'quoted-amount') {
    const quoted = await quotedByAnyone(store, item)
    if (!quoted) return refuse('books-changed')
    await bookArrived(store, quoted, ports)
    return { by: quoted.entry.id, on: quoted.entry.bookedOn }
  }
  const entry = await unexplainedDebit(store, item)
  if (!entry) return refuse('books-changed')
  const arrival = arrivalOf(
    entry.company,
    { pass: 'debit-claimed', amountFen: entry.amountFen, on: entry.bookedOn },
    ports,
  )
  await store.bankMatching.insertArrival(arrival)
  if (!(await store.bankMatching.explain(entry.id, arrival.id))) throw new ConcurrencyConflict(`entry ${entry.id}`)
  return { by: entry.id, on: entry.bookedOn }
}

async function unexplainedDebit(
  store: Pick<Store, 'bankMatching'>,
  { company, channel, date, key, theirFen }: Difference,
) {
  const stated = await store.bankMatching.entriesStated(company, channel, date)
  const entry = stated.find((one) => one.bankReference === key && one.direction === 'debit')
  return entry?.arrivalId === null && entry.amountFen === 0 - (theirFen ?? 0) ? entry : undefined
}

async function endTransit(store: Pick<Store, 'bankMatching'>, transit: Transit, ports: Ports): Promise<void> {
  const { id, company, party, amountFen } = transit
  const ended = { ...arrivalOf(company, { pass: 'claimed', amountFen, on: ports.clock.today() }, ports), party }
  await store.bankMatching.insertArrival(ended)
  if (!(await store.bankMatching.end(id, ended.id))) throw new ConcurrencyConflict(`transit ${id}`)
}

const arrivalOf = (
  company: string,
  { pass, amountFen, on }: { pass: Arrival['pass']; amountFen: number; on: string },
  { clock, ids }: Ports,
): Arrival => ({
  ...{ id: ids.next(), company, party: null, pass, sentFen: amountFen, feeFen: 0 },
  ...{ arrivedOn: on, recordedAt: clock.now() },
})
