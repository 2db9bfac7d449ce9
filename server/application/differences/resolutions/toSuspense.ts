import { formatYuan } from '../../../../contract/money'
import type { Transit } from '../../../domain/bankMatching/transit'
import { beyondNumber } from '../../../domain/bankMatching/transit'
import {
  apartOf,
  byFenOf,
  isPaymentMissed,
  nameOf,
  oursOf,
  theirsOf,
  whoIsAsked,
} from '../../../domain/difference/facts'
import { hasMoved } from '../../../domain/difference/resolution'
import { refuse } from '../../common/refusal'
import { bookArrived, quotedBy } from '../resolve/arrival'
import { gapAsShown } from '../resolve/gap'
import { holdBeyond, markOf } from '../resolve/holdBeyond'
import { bookIntoSuspense, missedPayment } from '../resolve/missedPayment'
import type { ResolutionRule, Resolve } from '../resolve/resolution'
import { bankRow, thatVeryPayment } from '../resolve/truth'

/**
 * 补记并转入待查: money that arrived is held in suspense with a work item (M7): a payment that we missed, money in our account that
 * nothing explains, or what came beyond what was sent.
 */
export const toSuspense = {
  name: 'to-suspense',
  of: ['transaction', 'deposit', 'arrival', 'gap', 'quoted-amount', 'movement'],
  fits(item, facts) {
    if (item.subKind === 'arrival') return byFenOf(item) > 0
    // A gap says what the file has beyond what came; less is what came beyond the file.
    if (item.subKind === 'gap') return byFenOf(item) <= 0
    if (item.subKind === 'transaction') return isPaymentMissed(item, facts)
    if (facts.isBooked) return false
    // Of a payout's return less is waited for; more is no return alone.
    return item.subKind === 'quoted-amount' ? theirsOf(item) > oursOf(item) && byFenOf(item) > 0 : byFenOf(item) > 0
  },
  amount: (item) => (item.subKind === 'gap' ? apartOf(item) : theirsOf(item)),
  sentence(item, facts) {
    const [name, theirs, apart] = [nameOf(item, facts), formatYuan(theirsOf(item)), formatYuan(apartOf(item))]
    if (item.subKind === 'arrival') return `以对账单为准，${name} 按实到 ${theirs} 入账，多到的 ${apart} 转入待查款项`
    if (item.subKind === 'gap') return `以改用的文件为准，${name} 多到账的 ${apart} 转入待查款项`
    if (item.subKind === 'movement') return `以渠道账单为准，${name} 的 ${theirs} 查不到来历，转入待查款项`
    return `${whoIsAsked(item)}，补记${name} 收款 ${theirs}，转入待查款项`
  },
  needs: [],
  truth: { ofPayment: thatVeryPayment, ofBank: bankRow },
  run(store, at, ports) {
    if (at.item.subKind === 'arrival') return holdBeyondArrival(store, at, ports)
    if (at.item.subKind === 'gap') return holdBeyondFile(store, at, ports)
    if (at.item.subKind === 'movement') return holdMovement(store, at, ports)
    return holdMissed(store, at, ports)
  },
} satisfies ResolutionRule

const holdMissed = missedPayment(bookIntoSuspense)

/** What came is booked to the fen; what is beyond what was sent waits in suspense. Refused: `books-changed`. */
const holdBeyondArrival: Resolve<'books-changed' | 'resolution-does-not-fit'> = async (
  store,
  { item, resolutionId },
  ports,
) => {
  const quoted = await quotedBy(store, item)
  if (!quoted) return refuse('books-changed')
  const { entry, transit } = quoted
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
  await bookArrived(store, { entry, transit }, ports, [beyond])
  return { paymentId }
}

/** What came to the account at a channel and nothing explains waits in suspense, once. Refused: `books-changed`. */
const holdMovement: Resolve<'books-changed' | 'resolution-does-not-fit'> = async (store, at, ports) => {
  const { company, channel: source, key: number, date: on, theirFen } = at.item
  if (theirFen === null || theirFen <= 0) return refuse('resolution-does-not-fit')
  if (at.before.some(hasMoved)) return refuse('books-changed')
  const held = { company, source, number, amountFen: theirFen, on, mark: markOf(at.resolutionId) }
  return { paymentId: await holdBeyond(store, held, ports) }
}

/** A changed file says less than what has come: what came beyond it waits in suspense, once. Refused: `books-changed`. */
const holdBeyondFile: Resolve<'books-changed' | 'resolution-does-not-fit'> = async (store, at, ports) => {
  const gapFen = await gapAsShown(store, at)
  if (gapFen === undefined) return refuse('books-changed')
  if (gapFen > 0) return refuse('resolution-does-not-fit')
  if (at.before.some(({ resolution }) => resolution === 'to-suspense')) return refuse('books-changed')
  const { company, channel: source, key: number, date: on } = at.item
  const held = { company, source, number, amountFen: 0 - gapFen, on, mark: markOf(at.resolutionId) }
  return { paymentId: await holdBeyond(store, held, ports) }
}
