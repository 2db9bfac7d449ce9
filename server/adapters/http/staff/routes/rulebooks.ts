import * as shapes from '../../../../../contract/consoleRulebooks'
import { proposedAnswer } from '../../../../../contract/consoleSeason'
import { isRefusal } from '../../../../application/common/refusal'
import { type Route, staffAction, staffRoute } from '../../routing/route'
import { proposal } from './approvals'

/** The versions of the companies' rulebooks: read, checked, previewed, proposed; a season's open bills reckoned again. */
export const RULEBOOK_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/rulebooks',
    summary: '收费规则的版本',
    may: 'view',
    query: shapes.versionsQuery,
    answer: shapes.versionsAnswer,
    refuses: ['not-found'],
    async answerTo({ verbs: { rulebooks }, query: { company, version } }) {
      const shown = await rulebooks.show(company, version)
      if (isRefusal(shown)) return shown
      return { ...shown, versions: shown.versions.map(({ id: _, company: __, ...view }) => view) }
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/rulebooks/checks',
    summary: '检查收费规则',
    body: shapes.checkRequest,
    answer: shapes.checkAnswer,
    refuses: ['not-found'],
    answerTo: ({ verbs: { rulebooks }, staff, body: { text } }) => rulebooks.check(staff, text),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/rulebooks/previews',
    summary: '收费规则对每一户的影响',
    body: shapes.previewRequest,
    answer: shapes.previewAnswer,
    refuses: ['not-found', 'rulebook-wrong'],
    answerTo: ({ verbs: { rulebooks }, staff, body }) => rulebooks.preview.ask(staff, body),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/rulebooks/versions',
    summary: '提交收费规则新版本',
    body: shapes.versionRequest,
    answer: proposedAnswer,
    status: 201,
    refuses: ['already-proposed', 'not-found', 'nothing-changed', 'rulebook-begins-too-early', 'rulebook-wrong'],
    answerTo: async ({ verbs: { rulebooks }, staff, body }) => proposal(await rulebooks.proposeVersion(staff, body)),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/rulebooks/repricing',
    summary: '重新计价对每张账单的影响',
    may: 'view',
    query: shapes.repricingQuery,
    answer: shapes.repricingEffects,
    refuses: ['no-such-season', 'not-found'],
    answerTo: ({ verbs: { rulebooks }, staff, query }) => rulebooks.showRepricing(staff, query),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/rulebooks/repricing',
    summary: '提交已开账单重新计价',
    body: shapes.repricingRequest,
    answer: proposedAnswer,
    status: 201,
    refuses: ['already-proposed', 'no-such-season', 'not-found', 'nothing-changed'],
    answerTo: async ({ verbs: { rulebooks }, staff, body }) =>
      proposal(await rulebooks.proposeRepricing(staff, { ...body, kind: 'reprice-bills' })),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/rulebooks/taken-back',
    summary: '提交收回已开账单',
    body: shapes.repricingRequest,
    answer: proposedAnswer,
    status: 201,
    refuses: ['already-proposed', 'no-such-season', 'not-found', 'nothing-changed'],
    answerTo: async ({ verbs: { rulebooks }, staff, body }) =>
      proposal(await rulebooks.proposeRepricing(staff, { ...body, kind: 'take-back-bills' })),
  }),
]
