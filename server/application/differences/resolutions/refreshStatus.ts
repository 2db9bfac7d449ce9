import { kindNow, nameOf, oursOf } from '../../../domain/difference/facts'
import { refuse } from '../../common/refusal'
import { finishRefund } from '../../refunds/finishRefund'
import type { ResolutionRule } from '../resolve/resolution'
import { bankRow, paidWith, refundedAsShown } from '../resolve/truth'

/** 向渠道核实状态: the channel is asked how a payment or refund stands, and what it says is done. */
export const refreshStatus = {
  name: 'refresh-status',
  of: ['transaction'],
  fits(item, facts) {
    const now = kindNow(item, facts)
    return now === 'status' ? item.ourFen !== null : now === 'ours-only' && item.rowKind === 'refund'
  },
  amount: () => null,
  sentence: (item, facts) => `向渠道核实${nameOf(item, facts)} 的状态，按渠道的答复办理`,
  needs: [],
  truth: {
    ofPayment: (said, item) => paidWith(said, oursOf(item)),
    ofRefund: refundedAsShown,
    ofBank: bankRow,
  },
  /**
   * The channel was asked how a payment or refund stands, and said so: a refund ends by the same path as by its own query. A
   * payment that the channel confirms is as our books have it: its file was written too early. Refused: `books-changed`.
   */
  async run(store, { payload }, ports) {
    const { truth } = payload
    if (truth?.says === 'paid' || truth?.says === 'file-row') return {}
    if (truth?.says !== 'refunded') return refuse('resolution-does-not-fit')
    const { refundNo, doneAt } = truth
    await finishRefund(store, refundNo, { state: 'succeeded', at: doneAt }, ports)
    const refund = await store.refunds.byNo(refundNo)
    return refund?.status === 'succeeded' ? { paymentId: refund.paymentId, refundNo } : refuse('books-changed')
  },
} satisfies ResolutionRule
