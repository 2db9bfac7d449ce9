import { yuanText } from '../../../../contract/money'
import type { PaymentChannel, RefundInput, RefundOutcome } from '../../../application/ports/channels'
import { type AlipayGateway, refusal, STRANGE_ANSWER } from './gateway'
import { refundBody, refundQueryBody } from './wire'

/** Refund and refund query (formats.md 3.7). out_request_no is our refund number: repeating it has one effect. */
export function alipayRefunds(gateway: AlipayGateway): Pick<PaymentChannel, 'refund' | 'queryRefund'> {
  async function queryRefund({ orderNo, refundNo }: { orderNo: string; refundNo: string }): Promise<RefundOutcome> {
    const answer = await gateway.ask('alipay.trade.fastpay.refund.query', {
      content: { out_trade_no: orderNo, out_request_no: refundNo, query_options: ['gmt_refund_pay'] },
    })
    if (answer.kind === 'refused' && answer.code === 'ACQ.TRADE_NOT_EXIST') return { outcome: 'not-found' }
    if (answer.kind !== 'verified') return refusal(answer)
    const parsed = refundQueryBody.safeParse(answer.body)
    if (!parsed.success) return STRANGE_ANSWER
    const { out_trade_no = orderNo, out_request_no = refundNo, refund_status } = parsed.data
    const { refund_amount, gmt_refund_pay } = parsed.data
    if (out_trade_no !== orderNo || out_request_no !== refundNo) return STRANGE_ANSWER
    // Absent means: not there, or failed. Either way the same number may be sent again.
    if (!refund_status) return { outcome: 'not-found' }
    return { outcome: 'succeeded', channelRefundId: undefined, refundedFen: refund_amount, doneAt: gmt_refund_pay.at }
  }

  async function refund(input: RefundInput): Promise<RefundOutcome> {
    const answer = await gateway.ask('alipay.trade.refund', {
      content: {
        out_trade_no: input.orderNo,
        refund_amount: yuanText(input.refundFen),
        refund_reason: input.reason,
        out_request_no: input.refundNo,
      },
    })
    if (answer.kind === 'refused' && answer.code === 'ACQ.TRADE_NOT_EXIST') return { outcome: 'not-found' }
    if (answer.kind !== 'verified') return refusal(answer)
    const parsed = refundBody.safeParse(answer.body)
    if (!parsed.success || parsed.data.out_trade_no !== input.orderNo) return STRANGE_ANSWER
    if (parsed.data.fund_change === 'Y') {
      return {
        outcome: 'succeeded',
        channelRefundId: undefined,
        refundedFen: input.refundFen,
        doneAt: parsed.data.gmt_refund_pay.at,
      }
    }
    // N, as on a repeat, proves neither success nor failure.
    const truth = await queryRefund(input)
    return truth.outcome === 'succeeded' ? truth : { outcome: 'accepted', channelRefundId: undefined }
  }

  return { refund, queryRefund }
}
