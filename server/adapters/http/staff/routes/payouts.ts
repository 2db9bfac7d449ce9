import * as shapes from '../../../../../contract/consolePayouts'
import { PAYOUT_BATCH_STATUS_NAMES, PAYOUT_ITEM_STATE_NAMES } from '../../../../../contract/settlementWords'
import { isRefusal } from '../../../../application/common/refusal'
import type { ExcelColumn } from '../../../files/excelFile'
import { excel, file, rowsWanted } from '../../routing/fileAnswers'
import { type Route, staffAction, staffRoute } from '../../routing/route'

const LARGEST_FILE_BYTES = 16 * 1024 * 1024

const BATCH_COLUMNS: ExcelColumn<shapes.PayoutBatchView>[] = [
  { heading: '日期', of: ({ madeOn }) => madeOn, kind: 'date' },
  { heading: '文件', of: ({ fileName }) => fileName, width: 30 },
  { heading: '采暖季', of: ({ season }) => season },
  { heading: '笔数', of: ({ count }) => count, kind: 'count' },
  { heading: '合计（元）', of: ({ totalFen }) => totalFen, kind: 'fen' },
  { heading: '状态', of: ({ status }) => PAYOUT_BATCH_STATUS_NAMES[status] },
  { heading: '已付款', of: ({ items }) => items.paid, kind: 'count' },
  { heading: '没有付成', of: ({ items }) => items.failed, kind: 'count' },
  { heading: '已退汇', of: ({ items }) => items.returned, kind: 'count' },
  { heading: '经办人', of: ({ makerName }) => makerName },
  { heading: '审批人', of: ({ checkerName }) => checkerName },
]

const ITEM_COLUMNS: ExcelColumn<shapes.PayoutItemView>[] = [
  { heading: '流水号', of: ({ serial }) => serial, width: 24 },
  { heading: '事项', of: ({ kind }) => (kind === 'settlement' ? '热计量退费' : '缴费退款') },
  { heading: '用户编码', of: ({ userCode }) => userCode },
  { heading: '退款单号', of: ({ refundNo }) => refundNo, width: 24 },
  { heading: '银行卡', of: ({ bankCard }) => bankCard, width: 24 },
  { heading: '金额（元）', of: ({ amountFen }) => amountFen, kind: 'fen' },
  { heading: '状态', of: ({ state }) => PAYOUT_ITEM_STATE_NAMES[state] },
  { heading: '银行流水号', of: ({ bankSerial }) => bankSerial, width: 24 },
  { heading: '银行说明', of: ({ reason }) => reason, width: 40 },
  { heading: '付款日期', of: ({ paidOn }) => paidOn, kind: 'date' },
  { heading: '退汇日期', of: ({ returnedOn }) => returnedOn, kind: 'date' },
]

/** Batches of refunds that a bank pays to cards, their files, and the bank's answers (domain.md BZ3). */
export const PAYOUT_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/settlements/payouts',
    summary: '代发批次',
    may: 'view',
    query: shapes.payoutsQuery,
    answer: shapes.payoutsAnswer,
    async answerTo({ verbs: { afterSeason }, company, query }) {
      const found = await afterSeason.lists.payouts(company, rowsWanted(query))
      return query.format === 'xlsx' ? excel('代发批次', BATCH_COLUMNS, found.rows) : found
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/settlements/payouts',
    summary: '申请代发',
    body: shapes.payoutRequest,
    answer: shapes.proposedPayoutAnswer,
    status: 201,
    refuses: ['already-proposed', 'file-refused', 'not-awaiting', 'not-found', 'nothing-to-pay-out'],
    async answerTo({ verbs: { afterSeason }, staff, body: { company, season, applications, refunds } }) {
      const chosen = applications || refunds ? { applications, refunds } : undefined
      const outcome = await afterSeason.proposePayout(company, staff, season, chosen)
      return isRefusal(outcome) ? outcome : { approvalId: outcome.id, summary: outcome.summary }
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/settlements/payouts/waiting',
    summary: '待代发',
    may: 'view',
    query: shapes.waitingPayoutsQuery,
    answer: shapes.waitingPayoutsAnswer,
    refuses: ['not-found'],
    answerTo: ({ verbs: { afterSeason }, query: { company, season } }) =>
      afterSeason.lists.waitingPayouts(company, season),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/settlements/payouts/:id',
    summary: '一个代发批次',
    may: 'view',
    query: shapes.payoutBatchQuery,
    answer: shapes.payoutBatchAnswer,
    refuses: ['not-found'],
    async answerTo({ verbs: { afterSeason }, staff, params, query: { format } }) {
      const found = await afterSeason.lists.payout(staff, params.id)
      if (isRefusal(found)) return found
      return format === 'xlsx' ? excel(found.batch.fileName, ITEM_COLUMNS, found.items) : found
    },
  }),
  // It names cards in the clear: only who carries files to the bank, with a fresh second factor.
  staffRoute({
    method: 'get',
    path: '/console/api/settlements/payouts/:id/file',
    summary: '代发文件',
    may: 'files',
    fresh: true,
    refuses: ['not-found'],
    async answerTo({ verbs: { afterSeason }, staff, params }) {
      const found = await afterSeason.payoutFile(staff, params.id)
      if (isRefusal(found)) return found
      return file({ content: found.content, type: 'text/plain; charset=gbk', name: found.fileName })
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/settlements/payouts/:id/exchange',
    summary: '与银行交换文件',
    answer: shapes.exchangedAnswer,
    refuses: ['bank-unreachable', 'file-refused', 'not-found'],
    answerTo: ({ verbs: { afterSeason }, staff, params }) => afterSeason.exchangePayouts(staff, params.id),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/settlements/payout-files/results',
    summary: '导入代发结果（正文为文件）',
    query: shapes.payoutFileQuery,
    maxRawBytes: LARGEST_FILE_BYTES,
    answer: shapes.importedPayoutsAnswer,
    refuses: ['file-refused'],
    answerTo: ({ verbs: { afterSeason }, staff, query: { company, fileName }, bytes }) =>
      afterSeason.importPayouts.result({ company, fileName, bytes, actor: staff.loginName }),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/settlements/payout-files/returned',
    summary: '导入退汇文件（正文为文件）',
    query: shapes.payoutFileQuery,
    maxRawBytes: LARGEST_FILE_BYTES,
    answer: shapes.importedPayoutsAnswer,
    refuses: ['file-refused'],
    answerTo: ({ verbs: { afterSeason }, staff, query: { company, fileName }, bytes }) =>
      afterSeason.importPayouts.returned({ company, fileName, bytes, actor: staff.loginName }),
  }),
]
