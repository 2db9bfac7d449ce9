import type { z } from 'zod'
import { yuanText } from '../../../../contract/money'
import type {
  CloseOutcome,
  CreateOrderInput,
  CreateOrderOutcome,
  PaymentChannel,
  QueryOutcome,
} from '../../../application/ports/channels'
import { householdMark } from '../../../domain/payment/householdMark'
import { beijingText } from '../wire'
import { type AlipayGateway, refusal, STRANGE_ANSWER } from './gateway'
import { payerOf } from './notification'
import type { AlipayMerchant } from './options'
import { closedBody, createdBody, queryBody } from './wire'

const NOT_THERE = 'ACQ.TRADE_NOT_EXIST'

/** Create, query and close (formats.md 3.5, 3.7). Every call may be repeated with the same number. */
export function alipayOrders(
  gateway: AlipayGateway,
  merchant: Pick<AlipayMerchant, 'appId'>,
): Pick<PaymentChannel, 'createOrder' | 'queryOrder' | 'queryTransaction' | 'closeOrder'> {
  async function createOrder(input: CreateOrderInput): Promise<CreateOrderOutcome> {
    if (input.payer.kind === 'openid')
      throw new Error('an Alipay trade is paid by an open_id or a user_id, not an openid')
    const buyer = input.payer.kind === 'open_id' ? 'buyer_open_id' : 'buyer_id'
    const answer = await gateway.ask('alipay.trade.create', {
      top: { notify_url: input.notifyUrl },
      content: {
        out_trade_no: input.orderNo,
        total_amount: yuanText(input.amountFen),
        // Alipay refuses these signs; they could also blur where one signed field ends and the next begins.
        subject: `${input.description} ${householdMark(input.userCode)}`.replace(/[/=&]/g, ' '),
        product_code: 'JSAPI_PAY',
        op_app_id: merchant.appId,
        [buyer]: input.payer.value,
        time_expire: beijingText(input.expiresAt),
      },
    })
    if (answer.kind !== 'verified') return refusal(answer)
    const created = createdBody.safeParse(answer.body)
    if (!created.success || created.data.out_trade_no !== input.orderNo) return STRANGE_ANSWER
    return { outcome: 'created', prepayId: created.data.trade_no }
  }

  /** Asks by one of the two numbers; `isAsked` tells whether the answer speaks of that trade. */
  async function query(
    content: { out_trade_no: string } | { trade_no: string },
    isAsked: (trade: z.infer<typeof queryBody>) => boolean,
  ): Promise<QueryOutcome> {
    const answer = await gateway.ask('alipay.trade.query', { content })
    if (answer.kind === 'refused' && answer.code === NOT_THERE) return { outcome: 'not-found' }
    if (answer.kind !== 'verified') return refusal(answer)
    const parsed = queryBody.safeParse(answer.body)
    if (!parsed.success || !isAsked(parsed.data)) return STRANGE_ANSWER
    const trade = parsed.data
    if (trade.trade_status === 'WAIT_BUYER_PAY') return { outcome: 'unpaid' }
    // Closed without ever having been paid has no such time; closed with one was refunded whole.
    if (trade.trade_status === 'TRADE_CLOSED' && trade.send_pay_date.text === '') return { outcome: 'closed' }
    const payment = {
      orderNo: trade.out_trade_no,
      transactionId: trade.trade_no,
      amountFen: trade.total_amount,
      paidAt: trade.send_pay_date.at,
      toldPaidAt: trade.send_pay_date.text,
      payer: payerOf(trade.buyer_open_id, trade.buyer_user_id),
    }
    // A trade that was paid and is closed was refunded whole; of partial refunds the query says nothing (formats.md 3.7).
    return {
      outcome: 'paid',
      payment,
      refundedFen: trade.trade_status === 'TRADE_CLOSED' ? trade.total_amount : undefined,
    }
  }

  const queryOrder = (orderNo: string) => query({ out_trade_no: orderNo }, (trade) => trade.out_trade_no === orderNo)
  const queryTransaction = (transactionId: string) =>
    query({ trade_no: transactionId }, (trade) => trade.trade_no === transactionId)

  async function closeOrder(orderNo: string): Promise<CloseOutcome> {
    const answer = await gateway.ask('alipay.trade.close', { content: { out_trade_no: orderNo } })
    if (answer.kind === 'verified') {
      const closed = closedBody.safeParse(answer.body)
      const fits = closed.success && (closed.data.out_trade_no ?? orderNo) === orderNo
      return fits ? { outcome: 'closed' } : STRANGE_ANSWER
    }
    if (answer.kind === 'unknown') return refusal(answer)
    if (answer.code === NOT_THERE) return { outcome: 'not-found' }
    if (answer.code === 'ACQ.TRADE_HAS_SUCCESS') return { outcome: 'already-paid' }
    if (answer.code === 'ACQ.TRADE_HAS_CLOSE') return { outcome: 'closed' }
    // TRADE_STATUS_ERROR may mean paid or closed already (formats.md 3.7): the trade itself knows.
    const truth = await queryOrder(orderNo)
    if (truth.outcome === 'paid') return { outcome: 'already-paid' }
    return truth.outcome === 'closed' ? { outcome: 'closed' } : refusal(answer)
  }

  return { createOrder, queryOrder, queryTransaction, closeOrder }
}
