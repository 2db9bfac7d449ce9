import { formatYuan } from '../../../../contract/money'
import { kindNow, nameOf, oursOf, whoIsAsked } from '../../../domain/difference/facts'
import { refuse } from '../../common/refusal'
import { correctPayment, takenFromPayment } from '../resolve/correctPayment'
import type { ResolutionRule } from '../resolve/resolution'

/** 撤回收款: a payment that our books have and that its channel, asked, does not know is taken back; the household owes it again. */
export const takeBackPayment = {
  name: 'take-back-payment',
  of: ['transaction'],
  fits(item, facts) {
    const now = kindNow(item, facts)
    return item.rowKind === 'payment' && (now === 'ours-only' || (now === 'status' && item.ourFen !== null))
  },
  amount: oursOf,
  sentence: (item, facts) =>
    `${whoIsAsked(item)}，渠道没有这一笔才撤回${nameOf(item, facts)} 收款 ${formatYuan(oursOf(item))}，用户的欠费相应恢复`,
  needs: [],
  truth: {
    ofPayment: (said) => (said.says === 'not-paid' ? said : refuse('channel-knows-it')),
    ofBank: () => ({ says: 'not-paid' }),
  },
  takes: takenFromPayment,
  run: (store, at, ports) => correctPayment(store, at, ports, { notOfOtherFiles: true }),
} satisfies ResolutionRule
