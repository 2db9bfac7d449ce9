import {
  applicationsAnswer,
  applicationView,
  confirmMeanRequest,
  consentAnswer,
  consentRequest,
  gasAnswer,
  gasReportFields,
  serviceAnswer,
  suspensionRequest,
  temperatureAnswer,
  temperatureRequest,
} from '../../../../contract/applications'
import { LARGEST_PHOTO_BYTES } from '../../../domain/gasReport/gasReport'
import { residentRoute } from '../routing/route'

const SERVICES = [
  { path: 'suspensions', kind: 'suspension', name: '停热' },
  { path: 'resumptions', kind: 'resumption', name: '复热' },
] as const

const serviceRoutes = SERVICES.flatMap(({ path, kind, name }) => [
  residentRoute({
    method: 'get',
    path: `/api/households/:id/${path}`,
    summary: `${name}：办理时间和费用`,
    answer: serviceAnswer,
    answerTo: ({ verbs: { season }, resident, params }) => season.service.show(resident, params.id),
  }),
  residentRoute({
    method: 'post',
    path: `/api/households/:id/${path}`,
    summary: `申请${name}`,
    limit: 'applications',
    body: suspensionRequest,
    answer: applicationView,
    status: 201,
    answerTo: ({ verbs: { season }, resident, params, body }) => season.service.ask(resident, params.id, kind, body),
  }),
])

/** What a resident applies for, for a household that he proved to be his, and what became of it. */
export const APPLICATION_ROUTES = [
  ...serviceRoutes,
  residentRoute({
    method: 'get',
    path: '/api/households/:id/instalment-consents',
    summary: '分次缴纳：能否申请',
    answer: consentAnswer,
    answerTo: ({ verbs: { season }, resident, params }) => season.consent.show(resident, params.id),
  }),
  residentRoute({
    method: 'post',
    path: '/api/households/:id/instalment-consents',
    summary: '申请分次缴纳',
    limit: 'applications',
    body: consentRequest,
    answer: applicationView,
    status: 201,
    answerTo: ({ verbs: { season }, resident, params, body }) => season.consent.ask(resident, params.id, body),
  }),
  residentRoute({
    method: 'get',
    path: '/api/households/:id/temperature-reports',
    summary: '室温不达标：规定和进度',
    answer: temperatureAnswer,
    answerTo: ({ verbs: { season }, resident, params }) => season.temperature.show(resident, params.id),
  }),
  residentRoute({
    method: 'post',
    path: '/api/households/:id/temperature-reports',
    summary: '室温不达标报修',
    limit: 'applications',
    body: temperatureRequest,
    answer: applicationView,
    status: 201,
    answerTo: ({ verbs: { season }, resident, params, body }) => season.temperature.report(resident, params.id, body),
  }),
  residentRoute({
    method: 'get',
    path: '/api/households/:id/gas-reports',
    summary: '自采暖：申报时间、进度和补贴',
    answer: gasAnswer,
    answerTo: ({ verbs: { season }, resident, params }) => season.showGas(resident, params.id),
  }),
  residentRoute({
    method: 'post',
    path: '/api/households/:id/gas-reports',
    summary: '申报燃气表读数',
    limit: 'applications',
    body: gasReportFields,
    photos: ['photo'],
    maxPhotoBytes: LARGEST_PHOTO_BYTES,
    answer: applicationView,
    status: 201,
    answerTo: ({ verbs: { season }, resident, params, body, photos }) =>
      season.reportGas(resident, params.id, { ...body, photo: photos.get('photo') ?? Buffer.alloc(0) }),
  }),
  residentRoute({
    method: 'get',
    path: '/api/applications',
    summary: '我的申请',
    answer: applicationsAnswer,
    answerTo: async ({ verbs: { season }, resident }) => ({
      applications: await season.applications.ofResident(resident),
    }),
  }),
  residentRoute({
    method: 'get',
    path: '/api/applications/:id',
    summary: '申请进度',
    answer: applicationView,
    answerTo: ({ verbs: { season }, resident, params }) => season.applications.one(resident, params.id),
  }),
  residentRoute({
    method: 'post',
    path: '/api/applications/:id/withdraw',
    summary: '撤回申请',
    answer: applicationView,
    answerTo: ({ verbs: { season }, resident, params }) => season.withdraw(resident, params.id),
  }),
  residentRoute({
    method: 'post',
    path: '/api/applications/:id/confirm',
    summary: '确认平均室温',
    body: confirmMeanRequest,
    answer: applicationView,
    answerTo: ({ verbs: { season }, resident, params, body }) => season.temperature.confirm(resident, params.id, body),
  }),
]
