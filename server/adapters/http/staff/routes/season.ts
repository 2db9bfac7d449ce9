import { applicationView } from '../../../../../contract/applications'
import { companyQuery } from '../../../../../contract/console'
import { deskGasAnswer } from '../../../../../contract/consoleGas'
import * as shapes from '../../../../../contract/consoleSeason'
import { isRefusal, type Refusal } from '../../../../application/refusal'
import type { SeasonDatesRecord } from '../../../../domain/applying/records'
import type { Approval } from '../../../../domain/approval/approval'
import { file, offsetOf } from '../../routing/fileAnswers'
import { staffRoute } from '../../routing/route'

/** What the desk is told of a proposal that waits for a second person. */
function proposal(proposed: Approval | Refusal) {
  if (isRefusal(proposed)) return proposed
  const { id: approvalId, payloadHash, summary, amountFen } = proposed
  return { approvalId, payloadHash, summary, amountFen: amountFen ?? 0 }
}

/** Dates as somebody set them, without the number that they are kept under. */
const datesView = ({ id: _, sequence: __, ...dates }: SeasonDatesRecord): shapes.SeasonDatesView => dates

/** Leaves out what was not asked for: a filter on `undefined` would find nothing. */
function definedOf<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>
}

const READERS = ['view', 'applications'] as const

/** What residents applied for, and what staff decide and record in a season; what moves money by decision needs a second person. */
export const SEASON_ROUTES = [
  staffRoute({
    method: 'get',
    path: '/console/api/applications',
    summary: '用户申请',
    may: READERS,
    query: shapes.applicationsQuery,
    answer: shapes.deskApplicationsAnswer,
    answerTo({ verbs: { season }, company, query }) {
      const filter = { ...definedOf({ company, status: query.status }), ...(query.kind ? { kinds: [query.kind] } : {}) }
      return season.applications.atDesk(filter, offsetOf(query), query.size)
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/applications/:id',
    summary: '一份申请',
    may: READERS,
    answer: applicationView,
    answerTo: ({ verbs: { season }, staff, params }) => season.applications.oneAtDesk(staff, params.id),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/applications/:id/photo',
    summary: '燃气表照片',
    may: READERS,
    async answerTo({ verbs: { season }, staff, params }) {
      const photo = await season.gas.photo(staff, params.id)
      return isRefusal(photo) ? photo : file({ content: photo.bytes, type: photo.type })
    },
  }),
  staffRoute({
    method: 'post',
    path: '/console/api/applications/:id/inspect',
    summary: '登记验收',
    may: 'applications',
    body: shapes.inspectionRequest,
    answer: applicationView,
    answerTo: ({ verbs: { season }, staff, params, body: { note = null, ...visit } }) =>
      season.service.inspect(staff, params.id, { ...visit, note }),
  }),
  staffRoute({
    method: 'post',
    path: '/console/api/applications/:id/complete',
    summary: '停热、复热办结',
    may: 'applications',
    body: shapes.completionRequest,
    answer: applicationView,
    answerTo: ({ verbs: { season }, staff, params, body: { note = null, on } }) =>
      season.service.complete(staff, params.id, { on, note }),
  }),
  staffRoute({
    method: 'post',
    path: '/console/api/applications/:id/grant',
    summary: '同意分次缴纳',
    may: 'applications',
    body: shapes.grantRequest,
    answer: applicationView,
    answerTo: ({ verbs: { season }, staff, params, body: { note = null } }) =>
      season.grantConsent(staff, params.id, { note }),
  }),
  staffRoute({
    method: 'post',
    path: '/console/api/applications/:id/accept',
    summary: '通过燃气申报',
    may: 'applications',
    body: shapes.grantRequest,
    answer: applicationView,
    answerTo: ({ verbs: { season }, staff, params, body: { note = null } }) =>
      season.gas.accept(staff, params.id, { note }),
  }),
  staffRoute({
    method: 'post',
    path: '/console/api/applications/:id/refuse',
    summary: '不通过',
    may: 'applications',
    body: shapes.refuseRequest,
    answer: applicationView,
    answerTo: ({ verbs: { season }, staff, params, body }) => season.refuse(staff, params.id, body),
  }),
  staffRoute({
    method: 'post',
    path: '/console/api/applications/:id/measurements',
    summary: '登记测温',
    may: 'applications',
    body: shapes.measurementRequest,
    answer: applicationView,
    status: 201,
    answerTo: ({ verbs: { season }, staff, params, body: { note = null, ...visit } }) =>
      season.measure(staff, params.id, { ...visit, note }),
  }),
  staffRoute({
    method: 'post',
    path: '/console/api/applications/:id/reduction',
    summary: '提交减费',
    may: 'propose',
    body: shapes.reductionRequest,
    answer: shapes.reductionAnswer,
    status: 201,
    async answerTo({ verbs: { season }, staff, params, body }) {
      const proposed = await season.proposeReduction(staff, params.id, body)
      if (isRefusal(proposed)) return proposed
      const { id: approvalId, payloadHash, summary, amountFen, payload } = proposed
      return { approvalId, payloadHash, summary, amountFen: amountFen ?? 0, month: String(payload.month) }
    },
  }),
  staffRoute({
    method: 'post',
    path: '/console/api/applications/:id/gas-subsidy',
    summary: '提交燃气补贴发放',
    may: 'propose',
    answer: shapes.gasSubsidyAnswer,
    status: 201,
    answerTo: async ({ verbs: { season }, staff, params }) =>
      proposal(await season.proposeGasSubsidy(staff, params.id)),
  }),
  staffRoute({
    method: 'post',
    path: '/console/api/applications/:id/gas-collection',
    summary: '提交燃气补贴柜台领取登记',
    may: 'propose',
    body: shapes.gasCollectionRequest,
    answer: shapes.gasSubsidyAnswer,
    status: 201,
    answerTo: async ({ verbs: { season }, staff, params, body }) =>
      proposal(await season.proposeGasCollection(staff, params.id, body)),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/households/:id/gas',
    summary: '一户的自采暖申报和补贴',
    may: READERS,
    answer: deskGasAnswer,
    answerTo: ({ verbs: { season }, staff, params }) => season.gasOfHousehold(staff, params.id),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/season-dates',
    summary: '实际供热日期',
    may: READERS,
    query: companyQuery,
    answer: shapes.seasonDatesAnswer,
    answerTo: async ({ verbs: { season }, company }) => ({
      rows: (await season.seasonDates(company)).map(datesView),
    }),
  }),
  staffRoute({
    method: 'post',
    path: '/console/api/season-dates',
    summary: '设置实际供热日期',
    may: 'applications',
    body: shapes.seasonDatesRequest,
    answer: shapes.seasonDatesView,
    status: 201,
    async answerTo({ verbs: { season }, staff, body }) {
      const set = await season.setSeasonDates(staff, body)
      return isRefusal(set) ? set : datesView(set)
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/low-income-reviews',
    summary: '待审核的低保户',
    may: READERS,
    query: companyQuery.required(),
    answer: shapes.awaitingReviewAnswer,
    answerTo: ({ verbs: { season }, staff, query }) => season.awaitingReview(staff, query.company),
  }),
  staffRoute({
    method: 'post',
    path: '/console/api/low-income-reviews',
    summary: '审核低保资格',
    may: 'applications',
    body: shapes.lowIncomeReviewRequest,
    answer: shapes.lowIncomeReviewAnswer,
    status: 201,
    answerTo: ({ verbs: { season }, staff, body: { reason = null, ...review } }) =>
      season.reviewLowIncome(staff, { ...review, reason }),
  }),
  staffRoute({
    method: 'post',
    path: '/console/api/use-changes',
    summary: '变更用热性质',
    may: 'applications',
    body: shapes.useChangeRequest,
    answer: shapes.useChangeAnswer,
    status: 201,
    answerTo: ({ verbs: { season }, staff, body }) => season.changeUse(staff, body),
  }),
  staffRoute({
    method: 'post',
    path: '/console/api/moved-out',
    summary: '登记搬迁协议',
    may: 'applications',
    body: shapes.moveOutRequest,
    answer: shapes.moveOutAnswer,
    status: 201,
    answerTo: ({ verbs: { season }, staff, body }) => season.recordMoveOut(staff, body),
  }),
]
