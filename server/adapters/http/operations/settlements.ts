import * as after from '../../../../contract/settlements'
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
    query: after.seasonQuery,
    answer: after.settlementAnswer,
  },
  {
    method: 'post',
    path: `${HOUSEHOLD}/settlement-objections`,
    summary: '提出结算异议',
    session: true,
    request: after.objectionRequest,
    answer: after.objectionView,
  },
  {
    method: 'post',
    path: `${HOUSEHOLD}/refund-photos`,
    summary: '上传退费照片',
    session: true,
    files: ['photo'],
    request: after.photoFields,
    answer: after.photoAnswer,
  },
  {
    method: 'post',
    path: `${HOUSEHOLD}/refund-applications`,
    summary: '申请退费',
    session: true,
    request: after.refundRequest,
    answer: after.refundAnswer,
  },
  ...desk([
    {
      method: 'get',
      path: '',
      summary: '结算结果',
      query: after.settlementsQuery,
      answer: after.deskSettlementsAnswer,
    },
    { method: 'get', path: '/results/{id}', summary: '一户的结算', answer: after.deskSettlementDetail },
    { method: 'post', path: '/readings', summary: '导入热表读数（正文为文件）', query: after.readingsQuery },
    { method: 'post', path: '/runs', summary: '结算', request: after.seasonWorkRequest },
    { method: 'post', path: '/publications', summary: '公示', request: after.publicationRequest },
    { method: 'post', path: '/carry-over', summary: '并入下一采暖季', request: after.seasonWorkRequest },
    {
      method: 'get',
      path: '/objections',
      summary: '结算异议',
      query: after.objectionsQuery,
      answer: after.deskObjectionsAnswer,
    },
    { method: 'post', path: '/objections/{id}/agreement', summary: '登记签订协议', request: after.agreementRequest },
    { method: 'post', path: '/objections/{id}/meter-test', summary: '申报检测结果', request: after.meterTestRequest },
    {
      method: 'get',
      path: '/refunds',
      summary: '退费申请',
      query: after.refundsQuery,
      answer: after.deskRefundsAnswer,
    },
    {
      method: 'post',
      path: '/refunds',
      summary: '窗口受理退费',
      request: after.hallRefundRequest,
      answer: after.deskRefund,
    },
    {
      method: 'post',
      path: '/refunds/{id}/refusal',
      summary: '退费不通过',
      request: after.refusalRequest,
      answer: after.deskRefund,
    },
    {
      method: 'post',
      path: '/refunds/{id}/card-check',
      summary: '登记银行卡核验结果',
      request: after.cardCheckRequest,
      answer: after.deskRefund,
    },
    { method: 'get', path: '/refunds/{id}/photos/{kind}', summary: '退费照片' },
    { method: 'get', path: '/payouts', summary: '代发批次', query: after.payoutsQuery, answer: after.payoutsAnswer },
    { method: 'post', path: '/payouts', summary: '申请代发', request: after.seasonWorkRequest },
    { method: 'get', path: '/payouts/{id}/file', summary: '代发文件' },
    { method: 'post', path: '/payouts/{id}/exchange', summary: '与银行交换文件' },
    {
      method: 'post',
      path: '/payout-files/results',
      summary: '导入代发结果（正文为文件）',
      query: after.payoutFileQuery,
    },
    {
      method: 'post',
      path: '/payout-files/returned',
      summary: '导入退汇文件（正文为文件）',
      query: after.payoutFileQuery,
    },
  ]),
]

function desk(operations: readonly Operation[]): Operation[] {
  return operations.map((operation) => ({ ...operation, path: `${DESK}${operation.path}`, staff: true }))
}
