import { formatYuan } from '../../../../contract/money'
import { apartOf, byFenOf, kindNow, nameOf } from '../../../domain/difference/facts'
import { differenceWrittenOff } from '../../../domain/ledger/rulesOfDifferences'
import { countedFen } from '../../../domain/payment/payment'
import type { ExecutorPorts } from '../../approvals/approvals'
import { transfersOf } from '../../common/post'
import { type Refusal, refuse } from '../../common/refusal'
import type { Store } from '../../ports/database'
import { writeOffLimits } from '../facts'
import { bookArrived, quotedBy } from '../resolve/arrival'
import { gapAsShown } from '../resolve/gap'
import type { ResolutionRule, Resolve } from '../resolve/resolution'

/** 限额内核销: what is too little to pursue is written off, within the company's limits. */
export const writeOff = {
  name: 'write-off',
  of: ['transaction', 'arrival', 'gap'],
  fits(item, facts) {
    const byFen = apartOf(item)
    if (byFen === 0 || byFen > facts.writeOffFen) return false
    if (item.subKind !== 'transaction') return true
    const now = kindNow(item, facts)
    return now === 'amount' || (now === 'ours-only' && item.rowKind === 'payment')
  },
  amount: apartOf,
  sentence(item, facts) {
    const [name, apart] = [nameOf(item, facts), formatYuan(apartOf(item))]
    return item.subKind === 'arrival'
      ? `以对账单为准，${name} 按实到入账，在核销限额内将相差的 ${apart} 记入现金长短款`
      : `在核销限额内，将${name} 相差的 ${apart} 记入现金长短款`
  },
  needs: [],
  truth: null,
  settles: true,
  async run(store, at, ports) {
    if (at.item.subKind === 'arrival') return writeOffOfArrival(store, at, ports)
    if (at.item.subKind === 'gap' && (await gapAsShown(store, at)) === undefined) return refuse('books-changed')
    return writeOffOfBooks(store, at, ports)
  },
} satisfies ResolutionRule

/**
 * A payment counts with what the channel has from then on; what is about a refund or about money on its way stays as it is.
 * Refused: `over-write-off-limit`, `books-changed`.
 */
const writeOffOfBooks: Resolve<'books-changed' | 'over-write-off-limit'> = async (
  store,
  { item, resolutionId, wasSettled },
  ports,
) => {
  // What a file says beyond what has come is on the clearing account, where else a channel has more than our books.
  const byFen = item.subKind === 'gap' ? 0 - byFenOf(item) : byFenOf(item)
  if (wasSettled) return refuse('books-changed')
  const over = await takeFromLimit(store, item.company, Math.abs(byFen), ports)
  if (over) return over
  await store.ledger.insert(
    transfersOf(
      {
        company: item.company,
        postingKey: `written-off:${resolutionId}`,
        event: 'difference-written-off',
        effectiveOn: ports.clock.today(),
        evidenceKind: 'difference',
        evidenceId: resolutionId,
        postings: differenceWrittenOff({ source: item.channel, byFen }),
      },
      ports,
    ),
  )
  if (item.rowKind === 'refund' || item.subKind === 'gap') return {}
  const payment = await store.payments.byTransaction(item.company, item.channel, item.seen?.ours?.key ?? item.key)
  if (!payment || countedFen(payment) !== Math.abs(item.ourFen ?? 0)) return refuse('books-changed')
  await store.differences.correctPayment(payment.id, byFen)
  return { paymentId: payment.id }
}

/**
 * The arrival says by how much it differs from what was sent; the entry's evidence is the movement on our account. Refused:
 * `books-changed`, `over-write-off-limit`.
 */
const writeOffOfArrival: Resolve<'books-changed' | 'over-write-off-limit'> = async (store, { item }, ports) => {
  const quoted = await quotedBy(store, item)
  if (!quoted) return refuse('books-changed')
  const { entry, transit } = quoted
  const byFen = entry.amountFen - transit.amountFen
  const over = await takeFromLimit(store, entry.company, Math.abs(byFen), ports)
  if (over) return over
  await bookArrived(store, quoted, ports, [], 'written-off')
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

const MONTH = 'YYYY-MM'.length

/**
 * Takes an amount from what a company may write off: within its limit for one difference, and within that for a month, which a
 * column of the month's row guards (M2). Refused beyond them with `over-write-off-limit`.
 */
async function takeFromLimit(
  store: Pick<Store, 'differences'>,
  company: string,
  amountFen: number,
  { clock, rulebooks }: Pick<ExecutorPorts, 'clock' | 'rulebooks'>,
): Promise<Refusal<'over-write-off-limit'> | undefined> {
  const { eachFen, monthFen } = writeOffLimits(rulebooks.get(company))
  const over = refuse('over-write-off-limit', { eachFen, monthFen })
  if (amountFen === 0 || amountFen > eachFen) return over
  const month = clock.today().slice(0, MONTH)
  return (await store.differences.writeOff(company, month, amountFen, monthFen)) ? undefined : over
}
