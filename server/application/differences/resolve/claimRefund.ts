import { byFenOf } from '../../../domain/difference/possible'
import { refundClaimed } from '../../../domain/ledger/rulesOfDifferences'
import { transfersOf } from '../../common/post'
import { refuse } from '../../common/refusal'
import { closeStray } from './closeStray'
import { type Resolve, wasSettled } from './effect'
import { openClaim } from './openClaim'

/**
 * A channel gave back what no payment of ours can bear (nothing of it is left, or it is not known): what went out is a claim
 * against whoever got it, once, and the channel's clearing account is right again.
 */
export const claimRefund: Resolve = async (store, { item, payload, approval, resolutionId }, ports) => {
  const { truth } = payload
  const amountFen = 0 - byFenOf(item)
  if (amountFen <= 0 || truth?.says !== 'refunded') return refuse('resolution-does-not-fit')
  if (await wasSettled(store, item)) return refuse('books-changed')
  const { company, channel: source } = item
  await openClaim(store, { item, resolutionId }, { about: 'refund', amountFen }, ports)
  await store.ledger.insert(
    transfersOf(
      {
        company,
        postingKey: `refund-claimed:${item.id}`,
        event: 'refund-claimed',
        effectiveOn: ports.clock.today(),
        evidenceKind: 'difference',
        evidenceId: resolutionId,
        postings: refundClaimed({ source, amountFen }),
      },
      ports,
    ),
  )
  const by = {
    loginName: approval.checkerName ?? approval.makerName,
    at: ports.clock.now(),
    note: '已在对账差异中转为应收追索',
  }
  await closeStray(store, { company, source, refundNo: truth.refundNo, amountFen, paymentId: null }, by)
  return { refundNo: truth.refundNo }
}
