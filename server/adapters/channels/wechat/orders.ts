import type { z } from 'zod'
import { NO_MONEY } from '../../../../contract/money'
import type {
  CloseOutcome,
  CreateOrderInput,
  CreateOrderOutcome,
  PaymentChannel,
  QueryOutcome,
} from '../../../application/ports/channels'
import { householdMark } from '../../../domain/payment/householdMark'
import { rfc3339 } from '../wire'
import { type Answer, refusal, STRANGE_ANSWER } from './answers'
import type { WechatApi } from './api'
import { paymentOf } from './notification'
import type { WechatMerchant } from './options'
import { orderBody, prepayBody } from './wire'

const ALREADY_PAID = new Set(['ORDERPAID', 'ORDER_PAID'])
const ALREADY_CLOSED = new Set(['ORDER_CLOSED', 'ORDERCLOSED'])

/** Order, query and close of one merchant (formats.md 1.4–1.6). Every call may be repeated with the same number. */
export function wechatOrders(
  api: WechatApi,
  merchant: Pick<WechatMerchant, 'appid' | 'mchid'>,
): Pick<PaymentChannel, 'createOrder' | 'queryOrder' | 'queryTransaction' | 'closeOrder'> {
  async function createOrder(input: CreateOrderInput): Promise<CreateOrderOutcome> {
    if (input.payer.kind !== 'openid') throw new Error(`a WeChat order is paid by an openid, not ${input.payer.kind}`)
    const answer = await api.ask('create-order', (client) =>
      client.transactions_jsapi({
        description: input.description,
        out_trade_no: input.orderNo,
        attach: householdMark(input.userCode),
        time_expire: rfc3339(input.expiresAt),
        notify_url: input.notifyUrl,
        amount: { total: input.amountFen, currency: 'CNY' },
        payer: { openid: input.payer.value },
      }),
    )
    if (answer.kind !== 'verified') return refusal(answer)
    const prepay = prepayBody.safeParse(answer.body)
    return prepay.success ? { outcome: 'created', prepayId: prepay.data.prepay_id } : STRANGE_ANSWER
  }

  /** `isAsked` tells whether the answer speaks of what was asked about. */
  function whatIs(answer: Answer, isAsked: (order: z.infer<typeof orderBody>) => boolean): QueryOutcome {
    if (answer.kind === 'refused' && answer.code === 'ORDER_NOT_EXIST') return { outcome: 'not-found' }
    if (answer.kind !== 'verified') return refusal(answer)
    const parsed = orderBody.safeParse(answer.body)
    if (!parsed.success) return STRANGE_ANSWER
    const order = parsed.data
    if (!isAsked(order) || order.mchid !== merchant.mchid) return STRANGE_ANSWER
    if ('transaction_id' in order) {
      // How much of it was refunded is not in the answer, only that something was.
      const refundedFen = order.trade_state === 'SUCCESS' ? NO_MONEY : undefined
      return { outcome: 'paid', payment: paymentOf(order), refundedFen }
    }
    return order.trade_state === 'CLOSED' || order.trade_state === 'REVOKED'
      ? { outcome: 'closed' }
      : { outcome: 'unpaid' }
  }

  // The library pastes the numbers into the path as they are.
  async function queryOrder(orderNo: string): Promise<QueryOutcome> {
    const answer = await api.ask('query-order', (client) => client.query({ out_trade_no: encodeURIComponent(orderNo) }))
    // An order of ours was made in our app.
    return whatIs(answer, (order) => order.out_trade_no === orderNo && order.appid === merchant.appid)
  }

  async function queryTransaction(transactionId: string): Promise<QueryOutcome> {
    const answer = await api.ask('query-transaction', (client) =>
      client.query({ transaction_id: encodeURIComponent(transactionId) }),
    )
    // What another app of our merchant took (a hall's, an outlet's) is our money, too (formats.md 2.2).
    return whatIs(answer, (order) => 'transaction_id' in order && order.transaction_id === transactionId)
  }

  async function closeOrder(orderNo: string): Promise<CloseOutcome> {
    const answer = await api.ask('close-order', (client) => client.close(encodeURIComponent(orderNo)))
    if (answer.kind === 'verified') return { outcome: 'closed' }
    if (answer.kind === 'unknown') return refusal(answer)
    if (answer.code === 'ORDER_NOT_EXIST') return { outcome: 'not-found' }
    if (ALREADY_PAID.has(answer.code)) return { outcome: 'already-paid' }
    if (ALREADY_CLOSED.has(answer.code)) return { outcome: 'closed' }
    // The code for closing a paid order is not settled (formats.md 10.3): the order itself knows.
    const truth = await queryOrder(orderNo)
    if (truth.outcome === 'paid') return { outcome: 'already-paid' }
    return truth.outcome === 'closed' ? { outcome: 'closed' } : refusal(answer)
  }

  return { createOrder, queryOrder, queryTransaction, closeOrder }
}
