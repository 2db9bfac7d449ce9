import * as applications from '../../../../contract/applications'
import * as desk from '../../../../contract/consoleSeason'
import type { Operation } from './operation'

const HOUSEHOLD = '/api/households/{id}'
const AT_DESK = '/console/api/applications/{id}'
const view = applications.applicationView

/** What residents apply for in a season, and what staff decide and record. */
export const SEASON_OPERATIONS: readonly Operation[] = [
  ...(['suspensions', 'resumptions'] as const).flatMap((path): Operation[] => {
    const what = path === 'suspensions' ? '停热' : '复热'
    const at = { path: `${HOUSEHOLD}/${path}`, session: true }
    return [
      { ...at, method: 'get', summary: `${what}：办理时间和费用`, answer: applications.serviceAnswer },
      { ...at, method: 'post', summary: `申请${what}`, request: applications.serviceRequest, answer: view },
    ]
  }),
  {
    method: 'get',
    path: `${HOUSEHOLD}/instalment-consents`,
    summary: '分次缴纳：能否申请',
    session: true,
    answer: applications.consentAnswer,
  },
  {
    method: 'post',
    path: `${HOUSEHOLD}/instalment-consents`,
    summary: '申请分次缴纳',
    session: true,
    request: applications.consentRequest,
    answer: view,
  },
  {
    method: 'get',
    path: `${HOUSEHOLD}/temperature-reports`,
    summary: '室温不达标：规定和进度',
    session: true,
    answer: applications.temperatureAnswer,
  },
  {
    method: 'post',
    path: `${HOUSEHOLD}/temperature-reports`,
    summary: '室温不达标报修',
    session: true,
    request: applications.temperatureRequest,
    answer: view,
  },
  {
    method: 'get',
    path: `${HOUSEHOLD}/gas-reports`,
    summary: '自采暖：申报时间、进度和补贴',
    session: true,
    answer: applications.gasAnswer,
  },
  {
    method: 'post',
    path: `${HOUSEHOLD}/gas-reports`,
    summary: '申报燃气表读数',
    session: true,
    files: ['photo'],
    request: applications.gasReportFields,
    answer: view,
  },
  {
    method: 'get',
    path: '/api/applications',
    summary: '我的申请',
    session: true,
    answer: applications.applicationsAnswer,
  },
  { method: 'get', path: '/api/applications/{id}', summary: '申请进度', session: true, answer: view },
  { method: 'post', path: '/api/applications/{id}/withdraw', summary: '撤回申请', session: true, answer: view },
  {
    method: 'post',
    path: '/api/applications/{id}/confirm',
    summary: '确认平均室温',
    session: true,
    request: applications.confirmMeanRequest,
    answer: view,
  },
  {
    method: 'get',
    path: '/console/api/applications',
    summary: '用户申请',
    staff: true,
    answer: desk.deskApplicationsAnswer,
  },
  { method: 'get', path: AT_DESK, summary: '一份申请', staff: true, answer: view },
  { method: 'get', path: `${AT_DESK}/photo`, summary: '燃气表照片', staff: true },
  {
    method: 'post',
    path: `${AT_DESK}/inspect`,
    summary: '登记验收',
    staff: true,
    request: desk.inspectionRequest,
    answer: view,
  },
  {
    method: 'post',
    path: `${AT_DESK}/complete`,
    summary: '停热、复热办结',
    staff: true,
    request: desk.completionRequest,
    answer: view,
  },
  {
    method: 'post',
    path: `${AT_DESK}/grant`,
    summary: '同意分次缴纳',
    staff: true,
    request: desk.grantRequest,
    answer: view,
  },
  {
    method: 'post',
    path: `${AT_DESK}/accept`,
    summary: '通过燃气申报',
    staff: true,
    request: desk.grantRequest,
    answer: view,
  },
  {
    method: 'post',
    path: `${AT_DESK}/refuse`,
    summary: '不通过',
    staff: true,
    request: desk.refuseRequest,
    answer: view,
  },
  {
    method: 'post',
    path: `${AT_DESK}/measurements`,
    summary: '登记测温',
    staff: true,
    request: desk.measurementRequest,
    answer: view,
  },
  {
    method: 'post',
    path: `${AT_DESK}/reduction`,
    summary: '提交减费',
    staff: true,
    request: desk.reductionRequest,
    answer: desk.reductionAnswer,
  },
  {
    method: 'get',
    path: '/console/api/season-dates',
    summary: '实际供热日期',
    staff: true,
    answer: desk.seasonDatesAnswer,
  },
  {
    method: 'post',
    path: '/console/api/season-dates',
    summary: '设置实际供热日期',
    staff: true,
    request: desk.seasonDatesRequest,
    answer: desk.seasonDatesView,
  },
  {
    method: 'get',
    path: '/console/api/low-income-reviews',
    summary: '待审核的低保户',
    staff: true,
    answer: desk.awaitingReviewAnswer,
  },
  {
    method: 'post',
    path: '/console/api/low-income-reviews',
    summary: '审核低保资格',
    staff: true,
    request: desk.lowIncomeReviewRequest,
    answer: desk.lowIncomeReviewAnswer,
  },
  {
    method: 'post',
    path: '/console/api/use-changes',
    summary: '变更用热性质',
    staff: true,
    request: desk.useChangeRequest,
    answer: desk.useChangeAnswer,
  },
  {
    method: 'post',
    path: '/console/api/moved-out',
    summary: '登记搬迁协议',
    staff: true,
    request: desk.moveOutRequest,
    answer: desk.moveOutAnswer,
  },
]
