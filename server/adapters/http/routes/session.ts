import { companiesAnswer } from '../../../../contract/company'
import { sessionAnswer, sessionRequest } from '../../../../contract/resident'
import { isRefusal } from '../../../application/common/refusal'
import { publicRoute, type Route, residentRoute } from '../routing/route'

/** Who the companies are, and who the resident is. */
export const SESSION_ROUTES: readonly Route[] = [
  publicRoute({
    method: 'get',
    path: '/api/companies',
    summary: '供热公司',
    answer: companiesAnswer,
    forAll: true,
    answerTo: ({ verbs }) => verbs.showCompanies(),
  }),
  publicRoute({
    method: 'post',
    path: '/api/session',
    summary: '登录',
    limit: 'login',
    body: sessionRequest,
    answer: sessionAnswer,
    refuses: ['bad-login-code', 'channel-not-offered', 'channel-unavailable'],
    async answerTo({ verbs, realm, body: { company, platform, code } }) {
      const resident = await verbs.logIn(company, platform, code)
      return isRefusal(resident) ? resident : realm.auth.issue(resident)
    },
  }),
  residentRoute({
    method: 'delete',
    path: '/api/session',
    summary: '退出登录，所有设备',
    async answerTo({ realm, resident }) {
      await realm.auth.end(resident)
      return 'done' as const
    },
  }),
]
