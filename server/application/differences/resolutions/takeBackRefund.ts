import { formatYuan } from '../../../../contract/money'
import { kindNow, nameOf, oursOf, whoIsAsked } from '../../../domain/difference/facts'
import { refundCorrected } from '../../../domain/ledger/rulesOfDifferences'
import type { Refund } from '../../../domain/payment/refund'
import { FINANCE_DESK } from '../../../domain/staff/staff'
import type { ExecutorPorts } from '../../approvals/approvals'
import { transfersOf } from '../../common/post'
import { refuse } from '../../common/refusal'
import { ConcurrencyConflict, type Store } from '../../ports/database'
import type { ResolutionRule } from '../resolve/resolution'

/** 撤回退款: a refund that our books have as done and that its channel, asked, never gave; it is owed to the payer again. */
export const takeBackRefund = {
  name: 'take-back-refund',
  of: ['transaction'],
  fits(item, facts) {
    const now = kindNow(item, facts)
    return item.rowKind === 'refund' && (now === 'ours-only' || (now === 'status' && item.ourFen !== null))
  },
  amount: oursOf,
  sentence: (item, facts) =>
    `${whoIsAsked(item)}，渠道没有退出这一笔才撤回${nameOf(item, facts)} 的退款 ${formatYuan(oursOf(item))}：仍欠付款人，转入退款待办`,
  needs: [],
  truth: {
    ofRefund: ({ outcome }) =>
      outcome === 'not-found' || outcome === 'failed' ? { says: 'not-refunded' } : refuse('channel-knows-it'),
    ofBank: () => ({ says: 'not-refunded' }),
  },
  /**
   * The channel, asked, never gave a refund that our books have as done: its clearing account has the money again, and it is owed
   * to the payer by a refund that failed and stands in its place, with that work item's exits. Its payment stays reserved: nothing
   * can be given back twice (M2), and a channel that gives the first one after all is seen (finishRefund). Refused: `books-changed`, `refund-not-done` (it has not ended with us either).
   */
  async run(store, { item, payload, resolutionId }, ports) {
    const refund = await store.refunds.byNo(item.key)
    const payment = refund && (await store.payments.byId(refund.paymentId))
    if (!payment || refund.company !== item.company || refund.amountFen !== Math.abs(item.ourFen ?? 0)) {
      return refuse('books-changed')
    }
    if (payload.truth?.says !== 'not-refunded') return refuse('resolution-does-not-fit')
    const gone = { status: 'failed', acceptedOn: null, succeededAt: null, succeededOn: null } as const
    if (!(await store.refunds.change(refund.refundNo, ['succeeded'], { ...gone, attendedAt: ports.clock.now() }))) {
      return refuse('refund-not-done')
    }
    await oweAgain(store, { ...refund, ...gone }, ports)
    const { company, source, refundNo, amountFen } = refund
    const { householdId } = payment
    await store.ledger.insert(
      transfersOf(
        {
          company,
          postingKey: `refund-corrected:${resolutionId}`,
          event: 'refund-corrected',
          effectiveOn: ports.clock.today(),
          evidenceKind: 'difference',
          evidenceId: resolutionId,
          postings: refundCorrected({ source, householdId, shares: [], fromCreditFen: 0, stillOwedFen: amountFen }),
        },
        ports,
      ),
    )
    return { paymentId: payment.id, refundNo }
  },
} satisfies ResolutionRule

async function oweAgain(store: Pick<Store, 'refunds'>, refund: Refund, { clock, ids }: ExecutorPorts): Promise<void> {
  const instead: Refund = {
    ...refund,
    refundNo: ids.refundNo(clock.today()),
    channelRefundId: null,
    requestedAt: clock.now(),
    replaces: refund.refundNo,
    owner: FINANCE_DESK,
    attendedAt: null,
    calledAt: null,
  }
  if ((await store.refunds.insert(instead)) === 'duplicate') throw new ConcurrencyConflict('a refund number')
}
