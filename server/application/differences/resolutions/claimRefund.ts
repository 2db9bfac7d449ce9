import { formatYuan } from '../../../../contract/money'
import { apartOf, byFenOf, kindNow, nameOf, whoIsAsked } from '../../../domain/difference/facts'
import { refundClaimed } from '../../../domain/ledger/rulesOfDifferences'
import { transfersOf } from '../../common/post'
import { refuse } from '../../common/refusal'
import { closeStray } from '../resolve/closeStray'
import { openClaim } from '../resolve/openClaim'
import type { ResolutionRule } from '../resolve/resolution'
import { bankRow, refundedAsShown } from '../resolve/truth'

/** 追索多退的款项: what a channel gave back beyond our books, and no payment can bear, is claimed. */
export const claimRefund = {
  name: 'claim-refund',
  of: ['transaction'],
  fits(item, facts) {
    const now = kindNow(item, facts)
    // A refund is negative: less than ours is more given back.
    const isMissed = now === 'channel-only' && facts.bookedOn === null
    return item.rowKind === 'refund' && (isMissed || (now === 'amount' && byFenOf(item) < 0))
  },
  amount: apartOf,
  sentence: (item, facts) =>
    `${whoIsAsked(item)}，将${nameOf(item, facts)} 多退的 ${formatYuan(apartOf(item))} 记为应收，向收款人或渠道追索`,
  needs: [],
  truth: { ofRefund: refundedAsShown, ofBank: bankRow },
  settles: true,
  /**
   * A channel gave back what no payment of ours can bear (nothing of it is left, or it is not known): what went out is a claim
   * against anyone who got it, once, and the channel's clearing account is right again.
   */
  async run(store, { item, payload, approval, resolutionId, wasSettled }, ports) {
    const { truth } = payload
    const amountFen = 0 - byFenOf(item)
    if (amountFen <= 0 || truth?.says !== 'refunded') return refuse('resolution-does-not-fit')
    if (wasSettled) return refuse('books-changed')
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
  },
} satisfies ResolutionRule
