import * as payouts from '../../../../contract/consolePayouts'
import { proposedAnswer } from '../../../../contract/consoleSeason'
import * as desk from '../../../../contract/consoleSettlements'
import * as resident from '../../../../contract/settlements'
import type { Operation } from './operation'

const HOUSEHOLD = '/api/households/{id}'
const DESK = '/console/api/settlements'

/** What follows a season: for residents, and at the desk. */
export const SETTLEMENT_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: `${HOUSEHOLD}/settlement`,
    summary: '热计量结算结果',
    session: true,
    query: resident.seasonQuery,
    answer: resident.settlementAnswer,
  },
  {
    method: 'post',
    path: `${HOUSEHOLD}/settlement-objections`,
    summary: '提出结算异议',
    session: true,
    request: resident.objectionRequest,
    answer: resident.objectionView,
  },
  {
    method: 'post',
    path: `${HOUSEHOLD}/refund-photos`,
    summary: '上传退费照片',
    session: true,
    files: ['photo'],
    request: resident.photoFields,
    answer: resident.photoAnswer,
  },
  {
    method: 'post',
    path: `${HOUSEHOLD}/refund-applications`,
    summary: '申请退费',
    session: true,
    request: resident.refundRequest,
    answer: resident.refundAnswer,
  },
  ...ofStaff([
    {
      method: 'get',
      path: '',
      summary: '结算结果',
      query: desk.settlementsQuery,
      answer: desk.deskSettlementsAnswer,
    },
    { method: 'get', path: '/results/{id}', summary: '一户的结算', answer: desk.deskSettlementDetail },
    { method: 'post', path: '/readings', summary: '导入热表读数（正文为文件）', query: desk.readingsQuery },
    { method: 'post', path: '/runs', summary: '结算', request: desk.seasonWorkRequest },
    {
      method: 'post',
      path: '/publications',
      summary: '提交公示',
      request: desk.publicationRequest,
      answer: proposedAnswer,
    },
    {
      method: 'post',
      path: '/carry-over',
      summary: '提交并入下一采暖季',
      request: desk.seasonWorkRequest,
      answer: proposedAnswer,
    },
    {
      method: 'get',
      path: '/objections',
      summary: '结算异议',
      query: desk.objectionsQuery,
      answer: desk.deskObjectionsAnswer,
    },
    { method: 'post', path: '/objections/{id}/agreement', summary: '登记签订协议', request: desk.agreementRequest },
    {
      method: 'get',
      path: '/objections/{id}/meter-test',
      summary: '检测结果的影响',
      answer: desk.meterTestPreview,
    },
    { method: 'post', path: '/objections/{id}/meter-test', summary: '申报检测结果', request: desk.meterTestRequest },
    {
      method: 'get',
      path: '/refunds',
      summary: '退费申请',
      query: desk.refundsQuery,
      answer: desk.deskRefundsAnswer,
    },
    {
      method: 'post',
      path: '/refunds',
      summary: '窗口受理退费',
      request: desk.hallRefundRequest,
      answer: desk.deskRefund,
    },
    { method: 'get', path: '/refunds/{id}', summary: '一份退费申请', answer: desk.deskRefund },
    {
      method: 'post',
      path: '/refunds/{id}/refusal',
      summary: '退费不通过',
      request: desk.refusalRequest,
      answer: desk.deskRefund,
    },
    {
      method: 'post',
      path: '/refunds/{id}/card-check',
      summary: '登记银行卡核验结果',
      request: desk.cardCheckRequest,
      answer: desk.deskRefund,
    },
    { method: 'get', path: '/refunds/{id}/photos/{kind}', summary: '退费照片' },
    {
      method: 'post',
      path: '/refunds/{id}/card-question',
      summary: '再问银行',
      answer: desk.cardQuestionAnswer,
    },
    {
      method: 'get',
      path: '/payouts',
      summary: '代发批次',
      query: payouts.payoutsQuery,
      answer: payouts.payoutsAnswer,
    },
    {
      method: 'get',
      path: '/payouts/waiting',
      summary: '待代发',
      query: payouts.waitingPayoutsQuery,
      answer: payouts.waitingPayoutsAnswer,
    },
    {
      method: 'get',
      path: '/payouts/{id}',
      summary: '一个代发批次',
      query: payouts.payoutBatchQuery,
      answer: payouts.payoutBatchAnswer,
    },
    { method: 'post', path: '/payouts', summary: '申请代发', request: payouts.payoutRequest },
    { method: 'get', path: '/payouts/{id}/file', summary: '代发文件' },
    {
      method: 'post',
      path: '/payouts/{id}/exchange',
      summary: '与银行交换文件',
      answer: payouts.exchangedAnswer,
    },
    {
      method: 'post',
      path: '/payout-files/results',
      summary: '导入代发结果（正文为文件）',
      query: payouts.payoutFileQuery,
      answer: payouts.importedPayoutsAnswer,
    },
    {
      method: 'post',
      path: '/payout-files/returned',
      summary: '导入退汇文件（正文为文件）',
      query: payouts.payoutFileQuery,
      answer: payouts.importedPayoutsAnswer,
    },
  ]),
]

function ofStaff(operations: readonly Operation[]): Operation[] {
  return operations.map((operation) => ({ ...operation, path: `${DESK}${operation.path}`, staff: true }))
}
