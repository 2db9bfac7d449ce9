import { sumFen } from '../../../../contract/money'
import type { BankEntry } from '../../../domain/bankMatching/bankEntry'
import { beyondNumber, hasReference, type Transit } from '../../../domain/bankMatching/transit'
import type { PaymentSource } from '../../../domain/payment/payment'
import type { ExecutorPorts } from '../../approvals/approvals'
import { bookArrival } from '../../bankMatching/bookArrival'
import { ConcurrencyConflict, type Store } from '../../ports/database'
import { holdBeyond, markOf } from './holdBeyond'
import { restOnTheWay } from './restOnTheWay'

interface Restated {
  entries: readonly BankEntry[]
  /** What a party sent, all on its way. */
  transits: readonly Transit[]
  /** What the party has kept of it as its fee, in fen. */
  feeFen: number
  resolutionId: string
}

const sum = (rows: readonly { amountFen: number }[]) => sumFen(rows.map(({ amountFen }) => amountFen))

/**
 * Books movements against what a party sent, to the fen, as two people have decided: what is short of it, beyond the fee that it
 * kept, stays on its way; what is beyond it waits in suspense. False when nobody can tell which of several parts is missing.
 */
export async function bookAsRestated(
  store: Pick<Store, 'bankMatching' | 'differences' | 'ledger' | 'payments' | 'reconciliation' | 'suspense'>,
  told: Restated,
  ports: ExecutorPorts,
): Promise<boolean> {
  const { entries, transits, feeFen } = told
  const [first] = transits
  if (!first || first.party === 'payout') return false
  const byFen = sum(entries) - sum(transits)
  if (byFen > 0) return withExcess(store, told, { ...first, party: first.party }, byFen, ports)
  const shortFen = 0 - byFen - feeFen
  const settled = shortFen > 0 ? await shortened(store, transits, shortFen, ports) : [...transits]
  if (!settled) return false
  await bookArrival(store, first.company, { pass: 'by-people', entries: [...entries], transits: settled }, ports)
  return true
}

/** The largest part is short of it; the rest is sent under a number of its own. */
async function shortened(
  store: Pick<Store, 'bankMatching'>,
  transits: readonly Transit[],
  shortFen: number,
  ports: ExecutorPorts,
): Promise<Transit[] | undefined> {
  // What came beyond what was sent waits in suspense by itself: nobody sends the rest of it.
  if (!transits.every(hasReference)) return undefined
  const largest = [...transits].sort((one, other) => other.amountFen - one.amountFen)[0]
  if (!largest || largest.amountFen <= shortFen) return undefined
  const part = { amountFen: largest.amountFen - shortFen, netFen: Math.max(1, largest.netFen - shortFen) }
  if (!(await store.bankMatching.changeTransit(largest.id, part)))
    throw new ConcurrencyConflict(`transit ${largest.id}`)
  await restOnTheWay(store, { ...largest, amountFen: shortFen, netFen: shortFen }, ports)
  return transits.map((transit) => (transit === largest ? { ...transit, ...part } : transit))
}

async function withExcess(
  store: Pick<Store, 'bankMatching' | 'differences' | 'ledger' | 'payments' | 'reconciliation' | 'suspense'>,
  { entries, transits, resolutionId }: Restated,
  like: Transit & { party: PaymentSource },
  amountFen: number,
  ports: ExecutorPorts,
): Promise<boolean> {
  const [entry] = entries
  if (!entry) return false
  const { company, bookedOn: on } = entry
  const mark = markOf(resolutionId)
  const number = `${entry.bankReference.slice(0, 54)}`
  const evidenceId = await holdBeyond(store, { company, source: like.party, number, amountFen, on, mark }, ports)
  const beyond: Transit = {
    ...like,
    id: ports.ids.next(),
    reference: beyondNumber(`${number}~${mark}`),
    otherReference: '',
    amountFen,
    netFen: amountFen,
    sentOn: on,
    evidenceId,
  }
  if ((await store.bankMatching.insertTransit(beyond)) === 'duplicate')
    throw new ConcurrencyConflict(`transit ${beyond.reference}`)
  await bookArrival(
    store,
    company,
    { pass: 'by-people', entries: [...entries], transits: [...transits, beyond] },
    ports,
  )
  return true
}
