import { byFenOf, isGap } from '../../../domain/difference/possible'
import { differenceWrittenOff } from '../../../domain/ledger/rulesOfDifferences'
import { countedFen } from '../../../domain/payment/payment'
import { transfersOf } from '../../common/post'
import { refuse } from '../../common/refusal'
import { type Resolve, wasSettled } from './effect'
import { takeFromLimit } from './limit'

/**
 * Writes a small difference off, within the company's limits. A payment counts with what the channel has from then on; what is
 * about a refund or about money on its way stays as it is. Refused: `over-write-off-limit`, `books-changed`.
 */
export const writeOff: Resolve = async (store, { item, resolutionId }, ports) => {
  // What a file says beyond what has come is on the clearing account, where else a channel has more than our books.
  const byFen = isGap(item) ? 0 - byFenOf(item) : byFenOf(item)
  if (await wasSettled(store, item)) return refuse('books-changed')
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
  if (item.rowKind === 'refund' || isGap(item)) return {}
  const payment = await store.payments.byTransaction(item.company, item.channel, item.seen?.ours?.key ?? item.key)
  if (!payment || countedFen(payment) !== Math.abs(item.ourFen ?? 0)) return refuse('books-changed')
  await store.differences.correctPayment(payment.id, byFen)
  return { paymentId: payment.id }
}
