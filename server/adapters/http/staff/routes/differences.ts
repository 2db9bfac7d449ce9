import { z } from 'zod'
import { companyOnly } from '../../../../../contract/consoleBooks'
import * as shapes from '../../../../../contract/consoleDifferences'
import { isRefusal, type Refusal, type RefusalCode, refuse } from '../../../../application/common/refusal'
import { CLAIM_COLUMNS } from '../../../../application/differences/channelClaims'
import { SHEET_COLUMNS } from '../../../../application/differences/proposeSheet'
import { tableOf } from '../../../files/readTable'
import { problemOfRefusal } from '../../problems'
import { excel, rowsWanted } from '../../routing/fileAnswers'
import { type Route, staffAction, staffRoute } from '../../routing/route'

const LARGEST_SHEET_BYTES = 16 * 1024 * 1024

/** Differences as work: read by all, taken and proposed by those who may propose, one by one or by an Excel file. */
export const DIFFERENCE_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/differences',
    summary: '对账差异',
    may: 'view',
    query: shapes.differencesQuery,
    answer: shapes.differencesAnswer,
    async answerTo({ verbs: { differences }, query }) {
      const { format, page: _, size: __, ...asked } = query
      const { offset, limit } = rowsWanted(query)
      const found = await differences.list(asked, offset, limit)
      return format === 'xlsx' ? excel('对账差异', SHEET_COLUMNS, found.rows) : found
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/channel-claims',
    summary: '渠道追索款',
    may: 'view',
    query: shapes.channelClaimsQuery,
    answer: shapes.channelClaimsAnswer,
    async answerTo({ verbs: { differences }, query }) {
      const { offset, limit } = rowsWanted(query)
      const asked = { company: query.company, openOnly: query.status !== 'all' }
      const found = await differences.claims(asked, offset, limit)
      return query.format === 'xlsx' ? excel('渠道追索', CLAIM_COLUMNS, found.rows) : found
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/differences/:id',
    summary: '一条差异',
    may: 'view',
    query: companyOnly,
    answer: shapes.differenceDetail,
    refuses: ['not-found'],
    answerTo: ({ verbs: { differences }, staff, query, params }) => differences.show(staff, query.company, params.id),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/differences/:id/owner',
    summary: '领取或转交差异',
    body: shapes.assignRequest,
    answer: shapes.differenceDetail,
    refuses: ['difference-closed', 'no-such-owner', 'not-found'],
    async answerTo({ verbs: { differences }, staff, params, body: { company, owner = staff.loginName } }) {
      const outcome = await differences.assign(company, staff, params.id, owner)
      return isRefusal(outcome) ? outcome : differences.show(staff, company, params.id)
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/differences/:id/proposals',
    summary: '提出差异处理',
    body: shapes.proposeResolutionRequest,
    answer: shapes.proposedAnswer,
    status: 201,
    refuses: [
      'already-proposed',
      'channel-knows-it',
      'channel-not-paid',
      'channel-says-otherwise',
      'channel-says-ours',
      'channel-silent',
      'claim-needed',
      'claims-too-small',
      'difference-closed',
      'evidence-needed',
      'invoice-first',
      'no-such-claim',
      'no-such-user-code',
      'not-found',
      'payment-unknown',
      'refund-not-done',
      'remind-day-needed',
      'resolution-does-not-fit',
      'shares-needed',
      'user-code-needed',
    ],
    async answerTo({ verbs: { differences }, staff, params, body: { company, ...request } }) {
      const outcome = await differences.propose(company, staff, { id: params.id, ...request })
      return isRefusal(outcome) ? outcome : { approvalId: outcome.id, summary: outcome.summary }
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/differences/:id/reopening',
    summary: '重新打开差异',
    body: shapes.reopenRequest,
    answer: shapes.differenceDetail,
    refuses: ['day-closed', 'not-closed-yet', 'not-found'],
    async answerTo({ verbs: { differences }, staff, params, body: { company, reason } }) {
      const outcome = await differences.reopen(company, staff, params.id, reason)
      return isRefusal(outcome) ? outcome : differences.show(staff, company, params.id)
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/difference-sheets',
    summary: '导入填好的差异表',
    query: companyOnly,
    body: z.object({}),
    photos: ['file'],
    maxPhotoBytes: LARGEST_SHEET_BYTES,
    answer: shapes.bulkAnswer,
    refuses: ['sheet-unreadable'],
    async answerTo({ verbs: { differences }, staff, query: { company }, photos }) {
      const read = await tableOf(photos.get('file') ?? Buffer.alloc(0))
      if (read.outcome === 'wrong') {
        return refuse('sheet-unreadable', { reason: read.faults[0]?.reason ?? '不是表格' })
      }
      const detailOf = (refusal: Refusal<RefusalCode>) => problemOfRefusal(refusal).detail ?? ''
      return differences.proposeSheet(company, staff, read.table, detailOf)
    },
  }),
]
