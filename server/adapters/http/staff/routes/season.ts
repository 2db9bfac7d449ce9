import { companyQuery } from '../../../../../contract/console'
import * as shapes from '../../../../../contract/consoleSeason'
import type { SeasonDatesRecord } from '../../../../domain/serviceRequest/records'
import { type Route, staffAction, staffRoute } from '../../routing/route'
import { proposal } from './approvals'

/** What is shown of dates that were set: without what only the database knows them by. */
function datesView({ company, season, startsOn, endsOn, reason, by, recordedAt }: SeasonDatesRecord) {
  return { company, season, startsOn, endsOn, reason, by, recordedAt }
}

const READERS = ['view', 'applications'] as const

/** What staff record of a season and of who lives where; what changes what somebody owes is proposed and needs a second person. */
export const SEASON_ROUTES: readonly Route[] = [
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
  staffAction({
    method: 'post',
    path: '/console/api/season-dates',
    summary: '提交实际供热日期',
    body: shapes.seasonDatesRequest,
    answer: shapes.proposedAnswer,
    status: 201,
    refuses: [
      'already-proposed',
      'date-out-of-range',
      'not-found',
      'nothing-changed',
      'only-early-or-late',
      'paper-not-dated-yet',
    ],
    answerTo: async ({ verbs: { season }, staff, body: { paper, ...given } }) =>
      proposal(await season.proposeSeasonDates(staff, given, paper)),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/low-income-reviews',
    summary: '待审核的低保户',
    may: READERS,
    query: companyQuery.required(),
    answer: shapes.awaitingReviewAnswer,
    refuses: ['not-found'],
    answerTo: ({ verbs: { season }, staff, query }) => season.awaitingReview(staff, query.company),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/low-income-reviews',
    summary: '提交低保资格审核',
    body: shapes.lowIncomeReviewRequest,
    answer: shapes.proposedAnswer,
    status: 201,
    refuses: [
      'already-decided',
      'already-proposed',
      'date-out-of-range',
      'no-price',
      'no-review-needed',
      'not-found',
      'paper-not-dated-yet',
      'payment-closed',
    ],
    answerTo: async ({ verbs: { season }, staff, body: { reason = null, paper, ...review } }) =>
      proposal(await season.proposeLowIncomeReview(staff, { ...review, reason }, paper)),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/use-changes',
    summary: '提交用热性质变更',
    body: shapes.useChangeRequest,
    answer: shapes.proposedAnswer,
    status: 201,
    refuses: [
      'already-proposed',
      'moved-out',
      'no-price',
      'not-found',
      'nothing-changed',
      'paper-not-dated-yet',
      'payment-closed',
    ],
    answerTo: async ({ verbs: { season }, staff, body: { paper, ...given } }) =>
      proposal(await season.proposeUseChange(staff, given, paper)),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/moved-out',
    summary: '提交搬迁协议登记',
    body: shapes.moveOutRequest,
    answer: shapes.proposedAnswer,
    status: 201,
    refuses: [
      'already-decided',
      'already-proposed',
      'date-out-of-range',
      'no-price',
      'not-found',
      'not-offered',
      'nothing-changed',
      'paper-not-dated-yet',
    ],
    answerTo: async ({ verbs: { season }, staff, body: { paper, ...given } }) =>
      proposal(await season.proposeMoveOut(staff, given, paper)),
  }),
]
