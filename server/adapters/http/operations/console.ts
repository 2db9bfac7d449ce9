import * as claims from '../../../../contract/claims'
import * as console from '../../../../contract/console'
import * as books from '../../../../contract/consoleBooks'
import type { Operation } from './operation'

const API = '/console/api'

/** The console: who is on duty, proposals, staff, the books, and money that waits for a person. */
export const CONSOLE_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: `${API}/session`,
    summary: '员工登录',
    request: console.staffSessionRequest,
    answer: console.staffSession,
  },
  { method: 'get', path: `${API}/demo`, summary: '演示账号（仅沙箱）', answer: console.demoLogins },
  ...staff([
    { method: 'get', path: '/session', summary: '谁在登录', answer: console.staffSession },
    { method: 'delete', path: '/session', summary: '退出登录' },
    { method: 'post', path: '/session/second-factor', summary: '再次输入动态码', request: console.secondFactorRequest },
    { method: 'post', path: '/own/password', summary: '修改密码', request: console.choosePasswordRequest },
    { method: 'post', path: '/own/second-factor', summary: '开始绑定动态码', answer: console.enrolmentAnswer },
    {
      method: 'post',
      path: '/own/second-factor/confirmation',
      summary: '确认绑定动态码',
      request: console.secondFactorRequest,
    },
    {
      method: 'get',
      path: '/approvals',
      summary: '审批队列',
      query: console.approvalsQuery,
      answer: console.approvalsAnswer,
    },
    { method: 'get', path: '/approvals/{id}', summary: '一条申请', answer: console.approvalView },
    {
      method: 'post',
      path: '/approvals/{id}/approve',
      summary: '批准并执行',
      request: console.approveRequest,
      answer: console.approvalView,
    },
    {
      method: 'post',
      path: '/approvals/{id}/reject',
      summary: '驳回或撤回',
      request: console.rejectRequest,
      answer: console.approvalView,
    },
    { method: 'get', path: '/staff', summary: '员工', answer: console.staffAnswer },
    {
      method: 'post',
      path: '/staff',
      summary: '申请新增员工',
      request: console.addStaffRequest,
      answer: console.oneTimePasswordAnswer,
    },
    { method: 'post', path: '/staff/{id}/reset', summary: '申请重置登录', answer: console.oneTimePasswordAnswer },
    {
      method: 'post',
      path: '/staff/{id}/number',
      summary: '申请更正工号',
      request: console.staffNumberRequest,
      answer: console.staffNumberAnswer,
    },
    { method: 'post', path: '/staff/{id}/dismiss', summary: '停用员工', answer: console.dismissedAnswer },
    { method: 'get', path: '/audit', summary: '操作日志', query: console.auditQuery, answer: console.auditAnswer },
    { method: 'get', path: '/board', summary: '对账进度', query: books.boardQuery, answer: books.boardAnswer },
    {
      method: 'get',
      path: '/households',
      summary: '查找用户',
      query: books.householdsQuery,
      answer: books.householdRowsAnswer,
    },
    { method: 'get', path: '/households/{id}', summary: '用户的全部历史', answer: books.householdHistory },
    { method: 'get', path: '/accounts', summary: '科目余额', query: books.accountsQuery, answer: books.accountsAnswer },
    { method: 'get', path: '/transfers', summary: '分录', query: books.transfersQuery, answer: books.transfersAnswer },
    {
      method: 'get',
      path: '/evidence/{kind}/{id}',
      summary: '凭据',
      query: books.companyOnly,
      answer: books.evidenceAnswer,
    },
    { method: 'get', path: '/suspense', summary: '待查款项', query: books.companyOnly, answer: books.suspenseAnswer },
    {
      method: 'get',
      path: '/money-work',
      summary: '待处理的款项',
      query: books.companyOnly,
      answer: claims.refundWorkAnswer,
    },
    { method: 'post', path: '/refunds', summary: '申请退款', request: claims.refundRequest },
    { method: 'post', path: '/refunds/{no}/retry', summary: '申请重新退款', request: claims.retryRefundRequest },
    {
      method: 'post',
      path: '/stray-refunds/{id}/close',
      summary: '核销渠道外退款',
      request: claims.closeStrayRefundRequest,
    },
    {
      method: 'post',
      path: '/follow-ups/{id}/close',
      summary: '核销待核实事项',
      request: claims.closeFollowUpRequest,
    },
    { method: 'post', path: '/bank-cards', summary: '申请更正登记的银行卡', request: claims.bankCardRequest },
    { method: 'post', path: '/suspense/{id}/exit', summary: '提出待查款项处理', request: claims.suspenseExitRequest },
    { method: 'post', path: '/claims/{id}/propose', summary: '申请转移错户缴费', request: claims.companyOnly },
    { method: 'post', path: '/claims/{id}/refuse', summary: '不同意错户转移', request: claims.refuseClaimRequest },
  ]),
]

function staff(operations: readonly Operation[]): Operation[] {
  return operations.map((operation) => ({ ...operation, path: `${API}${operation.path}`, staff: true }))
}
