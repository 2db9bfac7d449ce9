import * as shapes from '../../../../../contract/claims'
import { approvalView, companyQuery } from '../../../../../contract/console'
import { type Route, staffAction, staffRoute } from '../../routing/route'
import { approvalAnswer } from './approvals'

/** What waits to be done about money: suspense, failed refunds, claims; and proposals to do it (maker). */
export const MONEY_WORK_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/money-work',
    summary: '待处理的款项',
    may: 'view',
    query: companyQuery.required(),
    answer: shapes.refundWorkAnswer,
    answerTo: ({ verbs: { moneyWork }, query }) => moneyWork.waiting(query.company),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/refunds',
    summary: '申请退款',
    body: shapes.refundRequest,
    answer: approvalView,
    status: 201,
    refuses: [
      'already-proposed',
      'bad-bank-card',
      'bank-unreachable',
      'card-needed',
      'card-refused',
      'file-refused',
      'invoice-first',
      'not-found',
      'not-refundable',
      'refund-too-much',
      'refund-window-over',
      'route-not-open',
      'too-many-refunds',
    ],
    answerTo: async ({ verbs: { moneyWork }, staff, body: { company, ...request } }) =>
      approvalAnswer(staff, await moneyWork.requestRefund(company, staff, request)),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/refunds/:no/retry',
    summary: '申请重新退款',
    body: shapes.retryRefundRequest,
    answer: approvalView,
    status: 201,
    refuses: [
      'already-proposed',
      'already-resolved',
      'bad-bank-card',
      'bank-unreachable',
      'card-needed',
      'card-refused',
      'channel-unavailable',
      'file-refused',
      'not-found',
      'not-refundable',
      'refund-under-way',
      'refund-window-over',
      'route-not-open',
    ],
    answerTo: async ({ verbs: { moneyWork }, staff, params, body: { company, ...request } }) =>
      approvalAnswer(staff, await moneyWork.retryRefund(company, staff, { refundNo: params.no, ...request })),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/stray-refunds/:id/close',
    summary: '核销渠道外退款',
    body: shapes.closeStrayRefundRequest,
    answer: shapes.closedStrayRefundAnswer,
    refuses: ['already-resolved', 'not-found'],
    answerTo: ({ verbs: { moneyWork }, staff, params, body: { note } }) =>
      moneyWork.closeStrayRefund(staff, params.id, note),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/follow-ups/:id/close',
    summary: '办结待核实事项',
    body: shapes.closeFollowUpRequest,
    answer: shapes.closedFollowUpAnswer,
    refuses: ['already-resolved', 'not-found'],
    answerTo: ({ verbs: { moneyWork }, staff, params, body: { note } }) =>
      moneyWork.closeFollowUp(staff, params.id, note),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/bank-cards',
    summary: '申请更正登记的银行卡',
    body: shapes.bankCardRequest,
    answer: approvalView,
    status: 201,
    refuses: ['already-proposed', 'bad-bank-card', 'not-found', 'nothing-changed'],
    answerTo: async ({ verbs: { moneyWork }, staff, body: { company, ...request } }) =>
      approvalAnswer(staff, await moneyWork.correctBankCard(company, staff, request)),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/suspense/:id/exit',
    summary: '提出待查款项处理',
    body: shapes.suspenseExitRequest,
    answer: approvalView,
    status: 201,
    refuses: [
      'already-proposed',
      'already-resolved',
      'bad-bank-card',
      'bank-unreachable',
      'card-needed',
      'card-refused',
      'file-refused',
      'not-found',
      'route-not-open',
    ],
    answerTo: async ({ verbs: { moneyWork }, staff, params, body: { company, ...request } }) =>
      approvalAnswer(staff, await moneyWork.resolveSuspense(company, staff, { itemId: params.id, ...request })),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/claims/:id/propose',
    summary: '申请转移错户缴费',
    body: shapes.companyOnly,
    answer: approvalView,
    status: 201,
    refuses: ['already-proposed', 'already-resolved', 'invoice-first', 'not-found'],
    answerTo: async ({ verbs: { moneyWork }, staff, params, body }) =>
      approvalAnswer(staff, await moneyWork.claims.propose(body.company, staff, params.id)),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/claims/:id/refuse',
    summary: '不同意错户转移',
    body: shapes.refuseClaimRequest,
    answer: shapes.refusedClaimAnswer,
    refuses: ['already-resolved', 'not-found'],
    answerTo: ({ verbs: { moneyWork }, staff, params, body: { company, answer } }) =>
      moneyWork.claims.refuse(company, staff, params.id, answer),
  }),
]
