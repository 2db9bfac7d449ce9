import { applicationView } from '../../../../../contract/applications'
import { deskGasAnswer } from '../../../../../contract/consoleGas'
import * as shapes from '../../../../../contract/consoleSeason'
import { isRefusal } from '../../../../application/common/refusal'
import { file, offsetOf } from '../../routing/fileAnswers'
import { type Route, staffAction, staffRoute } from '../../routing/route'
import { proposal } from './approvals'

/** Leaves out what was not asked for: a filter on `undefined` would find nothing. */
function definedOf<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>
}

const READERS = ['view', 'applications'] as const

/** What residents applied for, and what staff find out and decide about it; what changes what somebody owes or gets is proposed and needs a second person. */
export const SERVICE_REQUEST_ROUTES: readonly Route[] = [
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
    refuses: ['not-found'],
    answerTo: ({ verbs: { season }, staff, params }) => season.applications.oneAtDesk(staff, params.id),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/applications/:id/photo',
    summary: '燃气表照片',
    may: READERS,
    refuses: ['not-found'],
    async answerTo({ verbs: { season }, staff, params }) {
      const photo = await season.gas.photo(staff, params.id)
      return isRefusal(photo) ? photo : file({ content: photo.bytes, type: photo.type })
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/applications/:id/inspect',
    summary: '登记验收',
    body: shapes.inspectionRequest,
    answer: applicationView,
    refuses: ['date-out-of-range', 'no-inspection-needed', 'not-found', 'wrong-status'],
    answerTo: ({ verbs: { season }, staff, params, body: { note = null, ...visit } }) =>
      season.service.inspect(staff, params.id, { ...visit, note }),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/applications/:id/complete',
    summary: '提交停热、复热办结',
    body: shapes.completionRequest,
    answer: shapes.proposedAnswer,
    status: 201,
    refuses: [
      'already-proposed',
      'date-out-of-range',
      'moved-out',
      'no-price',
      'not-found',
      'not-inspected',
      'outside-window',
      'paper-not-dated-yet',
      'wrong-status',
    ],
    answerTo: async ({ verbs: { season }, staff, params, body: { note = null, on, paper } }) =>
      proposal(await season.proposeServiceDone(staff, { applicationId: params.id, on, note }, paper)),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/applications/:id/grant',
    summary: '同意分次缴纳',
    body: shapes.grantRequest,
    answer: applicationView,
    refuses: ['not-found', 'wrong-status'],
    answerTo: ({ verbs: { season }, staff, params, body: { note = null } }) =>
      season.grantConsent(staff, params.id, { note }),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/applications/:id/accept',
    summary: '通过燃气申报',
    body: shapes.grantRequest,
    answer: applicationView,
    refuses: ['not-found', 'wrong-status'],
    answerTo: ({ verbs: { season }, staff, params, body: { note = null } }) =>
      season.gas.accept(staff, params.id, { note }),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/applications/:id/refuse',
    summary: '不通过',
    body: shapes.refuseRequest,
    answer: applicationView,
    refuses: ['not-found', 'wrong-status'],
    answerTo: ({ verbs: { season }, staff, params, body }) => season.refuse(staff, params.id, body),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/applications/:id/measurements',
    summary: '登记测温',
    body: shapes.measurementRequest,
    answer: applicationView,
    status: 201,
    refuses: ['absurd-temperature', 'date-out-of-range', 'measured-already', 'not-found', 'wrong-status'],
    answerTo: ({ verbs: { season }, staff, params, body: { note = null, ...visit } }) =>
      season.measure(staff, params.id, { ...visit, note }),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/applications/:id/reduction',
    summary: '提交减费',
    body: shapes.reductionRequest,
    answer: shapes.reductionAnswer,
    status: 201,
    refuses: ['already-proposed', 'more-than-billed', 'no-bill', 'not-confirmed', 'not-found', 'wrong-status'],
    async answerTo({ verbs: { season }, staff, params, body }) {
      const proposed = await season.proposeReduction(staff, params.id, body)
      if (isRefusal(proposed)) return proposed
      const { id: approvalId, payloadHash, summary, amountFen, payload } = proposed
      return { approvalId, payloadHash, summary, amountFen: amountFen ?? 0, month: String(payload.month) }
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/applications/:id/gas-subsidy',
    summary: '提交燃气补贴发放',
    answer: shapes.proposedAnswer,
    status: 201,
    refuses: [
      'already-granted',
      'already-proposed',
      'no-subsidy-rate',
      'not-found',
      'nothing-used',
      'readings-missing',
    ],
    answerTo: async ({ verbs: { season }, staff, params }) =>
      proposal(await season.proposeGasSubsidy(staff, params.id)),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/applications/:id/gas-collection',
    summary: '提交燃气补贴柜台领取登记',
    body: shapes.gasCollectionRequest,
    answer: shapes.proposedAnswer,
    status: 201,
    refuses: [
      'already-collected',
      'already-proposed',
      'credit-spent',
      'date-out-of-range',
      'not-found',
      'not-granted',
      'not-offered',
      'outside-window',
    ],
    answerTo: async ({ verbs: { season }, staff, params, body }) =>
      proposal(await season.proposeGasCollection(staff, params.id, body)),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/households/:id/gas',
    summary: '一户的自采暖申报和补贴',
    may: READERS,
    answer: deskGasAnswer,
    refuses: ['not-found'],
    answerTo: ({ verbs: { season }, staff, params }) => season.gasOfHousehold(staff, params.id),
  }),
]
