import {
  billAnswer,
  householdCard,
  householdsAnswer,
  lookupRequest,
  saveHouseholdRequest,
} from '../../../../contract/resident'
import { type Route, residentRoute } from '../routing/route'

/** A resident's households and their bills. */
export const HOUSEHOLD_ROUTES: readonly Route[] = [
  residentRoute({
    method: 'post',
    path: '/api/households/lookup',
    summary: '按用户编码查询',
    limit: 'lookup',
    body: lookupRequest,
    answer: householdCard,
    refuses: ['looked-too-often', 'not-found', 'proof-first'],
    answerTo: ({ verbs, resident, body, source }) => verbs.households.lookUp(resident, body.userCode, source),
  }),
  residentRoute({
    method: 'get',
    path: '/api/households',
    summary: '首页：我的用户，各户现在怎样',
    answer: householdsAnswer,
    answerTo: ({ verbs, resident }) => verbs.showHome(resident),
  }),
  residentRoute({
    method: 'post',
    path: '/api/households',
    summary: '保存或绑定用户',
    limit: 'lookup',
    body: saveHouseholdRequest,
    answer: householdCard,
    refuses: [
      'identity-first',
      'looked-too-often',
      'not-found',
      'proof-does-not-match',
      'proof-first',
      'proved-too-often',
    ],
    async answerTo({ verbs, resident, body, limited, source }) {
      if (body.proof !== undefined) await limited('proof')
      return verbs.households.save(resident, body, source)
    },
  }),
  residentRoute({
    method: 'delete',
    path: '/api/households/:id',
    summary: '移除用户',
    refuses: ['not-found'],
    answerTo: ({ verbs, resident, params }) => verbs.households.forget(resident, params.id),
  }),
  residentRoute({
    method: 'get',
    path: '/api/households/:id/bill',
    summary: '账单',
    answer: billAnswer,
    refuses: ['not-found'],
    answerTo: ({ verbs, resident, params }) => verbs.showBill(resident, params.id),
  }),
]
