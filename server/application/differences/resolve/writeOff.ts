import { byFenOf } from '../../../domain/difference/possible'
import { differenceWrittenOff } from '../../../domain/ledger/rulesDifferences'
import { countedFen } from '../../../domain/payment/payment'
import { transfersOf } from '../../post'
import { refuse } from '../../refusal'
import { writeOffLimits } from '../facts'
import { type Resolve, wasSettled } from './effect'

const MONTH = 'YYYY-MM'.length

/**
 * Writes a small difference off: within the company's limit for one, and within that for a month, which a column of the
 * month's row guards (M2). Refused beyond them with `over-write-off-limit`.
 */
export const writeOff: Resolve = async (store, { item, resolutionId }, ports) => {
  const byFen = byFenOf(item)
  const { eachFen, monthFen } = writeOffLimits(ports.rulebooks.get(item.company))
  const amountFen = Math.abs(byFen)
  const over = () => refuse('over-write-off-limit', { eachFen, monthFen })
  if (amountFen === 0 || amountFen > eachFen) return over()
  if (await wasSettled(store, item)) return refuse('books-changed')
  const on = ports.clock.today()
  if (!(await store.differences.writeOff(item.company, on.slice(0, MONTH), amountFen, monthFen))) return over()
  await store.ledger.insert(
    transfersOf(
      {
        company: item.company,
        postingKey: `written-off:${resolutionId}`,
        event: 'difference-written-off',
        effectiveOn: on,
        evidenceKind: 'difference',
        evidenceId: resolutionId,
        postings: differenceWrittenOff({ source: item.channel, byFen }),
      },
      ports,
    ),
  )
  if (item.rowKind === 'refund') return {}
  const payment = await store.payments.byTransaction(item.company, item.channel, item.seen?.ours?.key ?? item.key)
  if (!payment || countedFen(payment) !== Math.abs(item.ourFen ?? 0)) return refuse('books-changed')
  await store.differences.correctPayment(payment.id, byFen)
  return { paymentId: payment.id }
}
