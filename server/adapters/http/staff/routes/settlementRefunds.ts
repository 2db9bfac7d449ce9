import * as shapes from '../../../../../contract/consoleSettlements'
import { PHOTO_KINDS } from '../../../../../contract/settlements'
import { RED_LETTER_NAMES, REFUND_STATE_NAMES } from '../../../../../contract/settlementWords'
import { isRefusal, type Refusal, type RefusalCode, refuse } from '../../../../application/common/refusal'
import type { RefundApplication } from '../../../../domain/heatSettlement/refundApplication'
import type { ExcelColumn } from '../../../files/excelFile'
import { excel, file, rowsWanted } from '../../routing/fileAnswers'
import { type Route, staffAction, staffRoute } from '../../routing/route'
import type { StaffVerbs } from '../verbs'

const COLUMNS: ExcelColumn<shapes.DeskRefund>[] = [
  { heading: '申请日期', of: ({ appliedOn }) => appliedOn, kind: 'date' },
  { heading: '用户编码', of: ({ userCode }) => userCode },
  { heading: '采暖季', of: ({ season }) => season },
  { heading: '金额（元）', of: ({ amountFen }) => amountFen, kind: 'fen' },
  { heading: '银行卡', of: ({ bankCard }) => bankCard, width: 24 },
  { heading: '开户银行', of: ({ bankName }) => bankName },
  { heading: '银行核对时间', of: ({ cardCheck }) => cardCheck?.checkedAt ?? null, kind: 'moment' },
  { heading: '受理', of: ({ online, takenBy }) => (online ? '小程序' : `大厅 ${takenBy ?? ''}`) },
  { heading: '状态', of: ({ state }) => REFUND_STATE_NAMES[state] },
  { heading: '红字发票', of: ({ redLetter }) => RED_LETTER_NAMES[redLetter] },
  { heading: '付款日期', of: ({ paidOn }) => paidOn, kind: 'date' },
  { heading: '说明', of: ({ reason }) => reason, width: 40 },
]

/** An application as the desk sees it. */
async function atDesk<Code extends RefusalCode = never>(
  { afterSeason }: StaffVerbs,
  outcome: RefundApplication | Refusal<Code>,
) {
  if (isRefusal(outcome)) return outcome
  const [row] = await afterSeason.lists.refundRows([outcome])
  return row ?? refuse('not-found')
}

/** Refunds to bank cards: applications, their photos, and what the bank says of the card (domain.md BZ5, BZ8). */
export const SETTLEMENT_REFUND_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/settlements/refunds',
    summary: '退费申请',
    may: 'view',
    query: shapes.refundsQuery,
    answer: shapes.deskRefundsAnswer,
    async answerTo({ verbs: { afterSeason }, company, query }) {
      const { page: _, size: __, format, company: ___, ...filter } = query
      const found = await afterSeason.lists.refunds({ ...filter, company }, rowsWanted(query))
      return format === 'xlsx' ? excel('退费申请', COLUMNS, found.rows) : found
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/settlements/refunds/:id',
    summary: '一份退费申请',
    may: 'view',
    answer: shapes.deskRefund,
    refuses: ['not-found'],
    answerTo: ({ verbs: { afterSeason }, staff, params }) => afterSeason.lists.refund(staff, params.id),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/settlements/refunds',
    summary: '窗口受理退费',
    body: shapes.hallRefundRequest,
    answer: shapes.deskRefund,
    status: 201,
    refuses: [
      'bad-bank-card',
      'details-differ',
      'invoice-first',
      'not-found',
      'nothing-to-refund',
      'objection-open',
      'outside-window',
      'refund-applied',
    ],
    answerTo: async ({ verbs, staff, body }) => atDesk(verbs, await verbs.afterSeason.refunds.takeIn(staff, body)),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/settlements/refunds/:id/refusal',
    summary: '退费不通过',
    body: shapes.refusalRequest,
    answer: shapes.deskRefund,
    refuses: ['not-found', 'wrong-status'],
    answerTo: async ({ verbs, staff, params, body: { reason } }) =>
      atDesk(verbs, await verbs.afterSeason.refunds.refuse(staff, params.id, reason)),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/settlements/refunds/:id/card-check',
    summary: '登记银行卡核验结果',
    body: shapes.cardCheckRequest,
    answer: shapes.deskRefund,
    refuses: ['card-checked-already', 'not-found'],
    answerTo: async ({ verbs, staff, params, body }) =>
      atDesk(verbs, await verbs.afterSeason.refunds.recordCheck(staff, params.id, body)),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/settlements/refunds/:id/card-question',
    summary: '再问银行',
    answer: shapes.cardQuestionAnswer,
    refuses: ['card-checked-already', 'not-found'],
    async answerTo({ verbs, staff, params }) {
      const asked = await verbs.afterSeason.refunds.askBank(staff, params.id)
      if (isRefusal(asked)) return asked
      const { answered, application } = asked
      const refund = await atDesk(verbs, application)
      if (isRefusal(refund)) return refund
      const outcome = !answered ? 'unavailable' : application.status === 'refused' ? 'refused' : 'confirmed'
      return { outcome, refund } as const
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/settlements/refunds/:id/photos/:kind',
    summary: '退费照片',
    may: 'applications',
    refuses: ['not-found'],
    async answerTo({ verbs: { afterSeason }, staff, params }) {
      const kind = PHOTO_KINDS.find((one) => one === params.kind)
      if (!kind) return refuse('not-found')
      const photo = await afterSeason.showPhoto(staff, params.id, kind)
      return isRefusal(photo) ? photo : file({ content: photo.content, type: photo.type })
    },
  }),
]
