import type { KeyObject } from 'node:crypto'
import { fen } from '../../../../contract/money'
import type { PaymentChannel, RefundInput, RefundOutcome, RefundTarget } from '../../../application/ports/channels'
import { type Answer, refusal, STRANGE_ANSWER } from './answers'
import type { WechatApi } from './api'
import { sealField } from './sign'
import { refundBody } from './wire'

/** Refund, its query, and what follows an abnormal one (formats.md 1.7). Repeating a refund with its number has one effect. */
export function wechatRefunds(
  api: WechatApi,
): Required<Pick<PaymentChannel, 'refund' | 'queryRefund' | 'redirectRefund'>> {
  function outcomeOf(answer: Answer, asked: { orderNo: string; refundNo: string; refundFen?: number }): RefundOutcome {
    if (answer.kind === 'refused' && answer.code === 'RESOURCE_NOT_EXISTS') return { outcome: 'not-found' }
    if (answer.kind !== 'verified') return refusal(answer)
    const parsed = refundBody.safeParse(answer.body)
    if (!parsed.success) return STRANGE_ANSWER
    const refund = parsed.data
    if (refund.out_refund_no !== asked.refundNo || refund.out_trade_no !== asked.orderNo) return STRANGE_ANSWER
    if (asked.refundFen !== undefined && refund.amount.refund !== asked.refundFen) return STRANGE_ANSWER
    const facts = { channelRefundId: refund.refund_id, refundedFen: fen(refund.amount.refund) }
    switch (refund.status) {
      case 'SUCCESS':
        return { outcome: 'succeeded', ...facts, doneAt: refund.success_time.at }
      case 'PROCESSING':
        return { outcome: 'accepted', ...facts }
      case 'ABNORMAL':
        return { outcome: 'failed', reason: 'abnormal', channelRefundId: refund.refund_id }
      case 'CLOSED':
        return { outcome: 'failed', reason: 'closed' }
    }
  }
  return {
    async refund(input: RefundInput) {
      const answer = await api.ask('refund', (client) =>
        client.refunds({
          out_trade_no: input.orderNo,
          out_refund_no: input.refundNo,
          reason: input.reason,
          notify_url: input.notifyUrl,
          amount: { refund: input.refundFen, total: input.paidFen, currency: 'CNY' },
        }),
      )
      return outcomeOf(answer, input)
    },
    async queryRefund(input) {
      const answer = await api.ask('query-refund', (client) => client.find_refunds(encodeURIComponent(input.refundNo)))
      return outcomeOf(answer, input)
    },
    async redirectRefund(input) {
      const target = targetOf(input.to, api.keys.preferred()?.key)
      if (!target)
        return { outcome: 'refused', code: 'NO_PLATFORM_KEY', message: 'nothing to seal the card number with' }
      const answer = await api.ask('redirect-refund', (client) =>
        client.redirectRefund(input.channelRefundId, { out_refund_no: input.refundNo, ...target }),
      )
      return outcomeOf(answer, input)
    },
  }
}

/** The card's number and its owner's name leave this process only sealed for the platform; undefined without its key. */
function targetOf(to: RefundTarget, key: KeyObject | undefined): Record<string, string> | undefined {
  if (to.kind === 'merchant-card') return { type: 'MERCHANT_BANK_CARD' }
  if (!key) return undefined
  return {
    type: 'USER_BANK_CARD',
    bank_type: to.bankType,
    bank_account: sealField(to.account, key),
    real_name: sealField(to.name, key),
  }
}
