import type { PaymentChannel, RefundInput, RefundOutcome } from '../../../application/channelPort'
import { type Answer, refusal, STRANGE_ANSWER } from './answers'
import type { WechatApi } from './api'
import { refundBody } from './wire'

/** Refund and refund query (formats.md 1.7). Repeating a refund with its number has one effect. */
export function wechatRefunds(api: WechatApi): Pick<PaymentChannel, 'refund' | 'queryRefund'> {
  function outcomeOf(answer: Answer, asked: { orderNo: string; refundNo: string; refundFen?: number }): RefundOutcome {
    if (answer.kind === 'refused' && answer.code === 'RESOURCE_NOT_EXISTS') return { outcome: 'not-found' }
    if (answer.kind !== 'verified') return refusal(answer)
    const parsed = refundBody.safeParse(answer.body)
    if (!parsed.success) return STRANGE_ANSWER
    const refund = parsed.data
    if (refund.out_refund_no !== asked.refundNo || refund.out_trade_no !== asked.orderNo) return STRANGE_ANSWER
    if (asked.refundFen !== undefined && refund.amount.refund !== asked.refundFen) return STRANGE_ANSWER
    switch (refund.status) {
      case 'SUCCESS':
        return { outcome: 'succeeded', channelRefundId: refund.refund_id }
      case 'PROCESSING':
        return { outcome: 'accepted', channelRefundId: refund.refund_id }
      case 'ABNORMAL':
        return { outcome: 'failed', reason: 'abnormal' }
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
  }
}
