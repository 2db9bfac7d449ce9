import { proposedAnswer } from '../../../../../contract/consoleSeason'
import * as shapes from '../../../../../contract/consoleSettlements'
import { OBJECTION_STATE_NAMES } from '../../../../../contract/settlementWords'
import { isRefusal } from '../../../../application/common/refusal'
import type { ExcelColumn } from '../../../files/excelFile'
import { tableOf } from '../../../files/readTable'
import { excel, offsetOf, rowsWanted } from '../../routing/fileAnswers'
import { type Route, staffAction, staffRoute } from '../../routing/route'
import { proposal } from './approvals'

const LARGEST_FILE_BYTES = 64 * 1024 * 1024
const MAX_FAULTS = 100

const OBJECTION_COLUMNS: ExcelColumn<shapes.DeskObjection>[] = [
  { heading: '提出日期', of: ({ madeOn }) => madeOn, kind: 'date' },
  { heading: '用户编码', of: ({ userCode }) => userCode },
  { heading: '采暖季', of: ({ season }) => season },
  { heading: '结算结果（元）', of: ({ adjustmentFen }) => adjustmentFen, kind: 'fen' },
  { heading: '状态', of: ({ state }) => OBJECTION_STATE_NAMES[state] },
  { heading: '签订期限', of: ({ agreementDueOn }) => agreementDueOn },
  { heading: '签订日期', of: ({ signedOn }) => signedOn, kind: 'date' },
  { heading: '检测日期', of: ({ testedOn }) => testedOn, kind: 'date' },
  { heading: '用户说明', of: ({ words }) => words, width: 40 },
]

/** After a season: readings in, results worked out, made public, objected to, merged (domain.md BZ2–BZ7, LZ4, BO8, TS4). */
export const SETTLEMENT_DESK_ROUTES: readonly Route[] = [
  staffAction({
    method: 'post',
    path: '/console/api/settlements/readings',
    summary: '导入热表读数（正文为文件）',
    query: shapes.readingsQuery,
    maxRawBytes: LARGEST_FILE_BYTES,
    answer: shapes.importedReadingsAnswer,
    refuses: ['no-such-season', 'not-found', 'season-not-over'],
    async answerTo({ verbs: { afterSeason }, staff, query: { company, season, fileName }, bytes }) {
      const read = await tableOf(bytes)
      const given = { company, season, actor: staff.loginName, fileName }
      const imported =
        read.outcome === 'wrong' ? read : await afterSeason.importReadings({ ...given, table: read.table })
      if (isRefusal(imported) || imported.outcome !== 'wrong') return imported
      return { outcome: 'wrong', faults: imported.faults.slice(0, MAX_FAULTS) } as const
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/settlements/runs',
    summary: '结算',
    body: shapes.seasonWorkRequest,
    answer: shapes.settledAnswer,
    refuses: ['no-such-season', 'not-found', 'season-not-over'],
    answerTo: ({ verbs: { afterSeason }, staff, body: { company, season } }) =>
      afterSeason.settle({ company, season, actor: staff.loginName }),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/settlements/publications',
    summary: '提交公示',
    body: shapes.publicationRequest,
    answer: proposedAnswer,
    status: 201,
    refuses: ['already-proposed', 'no-such-season', 'not-found', 'nothing-to-publish', 'outside-window'],
    answerTo: async ({ verbs: { afterSeason }, staff, body }) =>
      proposal(await afterSeason.proposePublication(staff, body)),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/settlements/carry-over',
    summary: '提交并入下一采暖季',
    body: shapes.seasonWorkRequest,
    answer: proposedAnswer,
    status: 201,
    refuses: ['already-proposed', 'no-such-season', 'not-found', 'outside-window'],
    answerTo: async ({ verbs: { afterSeason }, staff, body }) =>
      proposal(await afterSeason.proposeCarryOver(staff, body)),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/settlements/objections',
    summary: '结算异议',
    may: 'view',
    query: shapes.objectionsQuery,
    answer: shapes.deskObjectionsAnswer,
    async answerTo({ verbs: { afterSeason }, company, query }) {
      const { page: _, size: __, format, company: ___, ...filter } = query
      const found = await afterSeason.lists.objections({ ...filter, company }, rowsWanted(query))
      return format === 'xlsx' ? excel('结算异议', OBJECTION_COLUMNS, found.rows) : found
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/settlements/objections/:id/agreement',
    summary: '登记签订协议',
    body: shapes.agreementRequest,
    answer: shapes.agreementAnswer,
    refuses: ['agreement-lapsed', 'date-out-of-range', 'not-found', 'wrong-status'],
    async answerTo({ verbs: { afterSeason }, staff, params, body }) {
      const outcome = await afterSeason.signAgreement(staff, params.id, body)
      return isRefusal(outcome) ? outcome : { id: outcome.id, status: outcome.status, signedOn: outcome.signedOn }
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/settlements/objections/:id/meter-test',
    summary: '检测结果的影响',
    may: 'view',
    answer: shapes.meterTestPreview,
    refuses: ['mean-known', 'more-than-billed', 'no-mean', 'not-found', 'not-offered', 'not-signed', 'wrong-status'],
    answerTo: ({ verbs: { afterSeason }, staff, params }) => afterSeason.previewMeterTest(staff, params.id),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/settlements/objections/:id/meter-test',
    summary: '申报检测结果',
    body: shapes.meterTestRequest,
    answer: shapes.proposedMeterTestAnswer,
    status: 201,
    refuses: [
      'already-proposed',
      'date-out-of-range',
      'mean-known',
      'more-than-billed',
      'no-mean',
      'not-found',
      'not-offered',
      'not-signed',
      'wrong-status',
    ],
    async answerTo({ verbs: { afterSeason }, staff, params, body }) {
      const outcome = await afterSeason.proposeMeterTest(staff, params.id, body)
      return isRefusal(outcome) ? outcome : { approvalId: outcome.id, summary: outcome.summary }
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/settlements',
    summary: '结算结果',
    may: 'view',
    query: shapes.settlementsQuery,
    answer: shapes.deskSettlementsAnswer,
    answerTo({ verbs: { afterSeason }, company, query }) {
      const { page: _, size, company: __, ...filter } = query
      return afterSeason.lists.settlements({ ...filter, company }, { offset: offsetOf(query), limit: size })
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/settlements/results/:id',
    summary: '一户的结算',
    may: 'view',
    answer: shapes.deskSettlementDetail,
    refuses: ['not-found'],
    answerTo: ({ verbs: { afterSeason }, staff, params }) => afterSeason.lists.settlement(staff, params.id),
  }),
]
