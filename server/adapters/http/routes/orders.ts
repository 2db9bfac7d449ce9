import { clientResultRequest, historyAnswer, orderAnswer, orderRequest, orderView } from '../../../../contract/resident'
import { isRefusal, type Refusal, type RefusalCode } from '../../../application/common/refusal'
import type { StartedPayment } from '../../../application/payments/openAtChannel'
import type { Resident } from '../../../domain/resident/resident'
import { type Route, residentRoute } from '../routing/route'
import type { Verbs } from '../verbs'

async function withView<Code extends RefusalCode = never>(
  { orders }: Verbs,
  resident: Resident,
  started: StartedPayment | Refusal<Code>,
) {
  if (isRefusal(started)) return started
  const order = await orders.one(resident, started.order.orderNo)
  return isRefusal(order) ? order : { order, pay: started.pay }
}

/** Paying: an order is made once a key, resumed, watched and given up. */
export const ORDER_ROUTES: readonly Route[] = [
  residentRoute({
    method: 'post',
    path: '/api/orders',
    summary: '发起缴费',
    body: orderRequest,
    idempotent: true,
    answer: orderAnswer,
    status: 201,
    limit: 'orders',
    refuses: [
      'another-is-paying',
      'arrears-first',
      'below-minimum',
      'bind-first',
      'channel-not-offered',
      'channel-refused',
      'channel-unavailable',
      'consent-needed',
      'instalments-over',
      'just-paid',
      'more-than-owed',
      'no-bill',
      'no-instalments',
      'not-found',
      'nothing-owed',
      'order-not-open',
      'payment-closed',
    ],
    answerTo: async ({ verbs, resident, body }) => withView(verbs, resident, await verbs.startPayment(resident, body)),
  }),
  residentRoute({
    method: 'get',
    path: '/api/orders',
    summary: '缴费记录',
    answer: historyAnswer,
    answerTo: async ({ verbs, resident }) => ({ orders: await verbs.orders.list(resident) }),
  }),
  residentRoute({
    method: 'get',
    path: '/api/orders/:no',
    summary: '订单状态',
    answer: orderView,
    refuses: ['not-found'],
    answerTo: ({ verbs, resident, params }) => verbs.orders.one(resident, params.no),
  }),
  residentRoute({
    method: 'post',
    path: '/api/orders/:no/pay-parameters',
    summary: '继续支付',
    limit: 'orders',
    answer: orderAnswer,
    refuses: [
      'channel-not-offered',
      'channel-refused',
      'channel-unavailable',
      'just-paid',
      'not-found',
      'order-not-open',
    ],
    answerTo: async ({ verbs, resident, params }) =>
      withView(verbs, resident, await verbs.orders.resume(resident, params.no)),
  }),
  residentRoute({
    method: 'post',
    path: '/api/orders/:no/client-result',
    summary: '客户端支付结果',
    body: clientResultRequest,
    answer: orderView,
    refuses: ['not-found'],
    answerTo: ({ verbs, resident, params, body }) => verbs.orders.reportClientResult(resident, params.no, body.outcome),
  }),
  residentRoute({
    method: 'post',
    path: '/api/orders/:no/cancel',
    summary: '取消订单',
    answer: orderView,
    refuses: ['channel-unavailable', 'not-found'],
    async answerTo({ verbs, resident, params }) {
      const outcome = await verbs.cancelPayment(resident, params.no)
      return outcome === 'done' ? verbs.orders.one(resident, params.no) : outcome
    },
  }),
]
