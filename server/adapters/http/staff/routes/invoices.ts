import { approvalView } from '../../../../../contract/console'
import {
  type DeskInvoice,
  deskInvoicesAnswer,
  deskInvoicesQuery,
  type InvoiceCheckRow,
  invoiceCheckAnswer,
  invoiceCheckQuery,
  redLetterRequest,
  retriedInvoiceAnswer,
  retryInvoiceRequest,
} from '../../../../../contract/consoleInvoices'
import {
  INVOICE_CHECK_RESULT_NAMES,
  INVOICE_KIND_NAMES,
  INVOICE_STATE_NAMES,
  LOWERING_EVENT_NAMES,
} from '../../../../../contract/invoiceWords'
import { isRefusal } from '../../../../application/common/refusal'
import type { ExcelColumn } from '../../../files/excelFile'
import { excel, file, rowsWanted } from '../../routing/fileAnswers'
import { type Route, staffAction, staffRoute } from '../../routing/route'
import { approvalAnswer } from './approvals'

const COLUMNS: ExcelColumn<DeskInvoice>[] = [
  { heading: '发票号码', of: ({ number }) => number, width: 24 },
  { heading: '红蓝', of: ({ kind }) => INVOICE_KIND_NAMES[kind] },
  { heading: '状态', of: ({ state }) => INVOICE_STATE_NAMES[state] },
  { heading: '金额（元）', of: ({ amountFen }) => amountFen, kind: 'fen' },
  { heading: '抬头', of: ({ titleName }) => titleName, width: 28 },
  { heading: '税号', of: ({ taxNumber }) => taxNumber, width: 22 },
  { heading: '用户编码', of: ({ household }) => household?.userCode ?? null },
  { heading: '订单号', of: ({ orderNo }) => orderNo, width: 24 },
  { heading: '申请时间', of: ({ askedAt }) => askedAt, kind: 'moment' },
  { heading: '开具时间', of: ({ issuedAt }) => issuedAt, kind: 'moment' },
  { heading: '被红冲发票', of: ({ reverses }) => reverses?.number ?? null, width: 24 },
  { heading: '红字发票', of: ({ reversedBy }) => reversedBy?.number ?? null, width: 24 },
  { heading: '退款单号', of: ({ refundNo }) => refundNo, width: 24 },
  { heading: '失败原因', of: ({ reason }) => reason, width: 40 },
]

const CHECK_COLUMNS: ExcelColumn<InvoiceCheckRow>[] = [
  { heading: '结果', of: ({ result }) => INVOICE_CHECK_RESULT_NAMES[result], width: 24 },
  { heading: '事项', of: ({ event }) => (event === null ? '红字发票' : LOWERING_EVENT_NAMES[event]), width: 18 },
  { heading: '日期', of: ({ on }) => on, width: 12 },
  { heading: '金额（元）', of: ({ amountFen }) => amountFen, kind: 'fen' },
  { heading: '用户编码', of: ({ userCode }) => userCode },
  { heading: '凭据', of: ({ evidenceId }) => evidenceId, width: 28 },
  { heading: '发票号码', of: ({ invoiceNo }) => invoiceNo, width: 24 },
  { heading: '发票金额（元）', of: ({ invoicedFen }) => invoicedFen, kind: 'fen' },
  { heading: '最多可开（元）', of: ({ atMostFen }) => atMostFen, kind: 'fen' },
]

/** Invoices, blue and red; what failed is tried again from here. */
export const STAFF_INVOICE_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/invoices',
    summary: '发票',
    may: 'view',
    query: deskInvoicesQuery,
    answer: deskInvoicesAnswer,
    async answerTo({ verbs, query }) {
      const { offset, limit } = rowsWanted(query)
      const { company, kind, state, q, from, to } = query
      const found = await verbs.invoices.list({ company, kind, state, q, from, to }, offset, limit)
      return query.format === 'xlsx' ? excel('发票', COLUMNS, found.rows) : found
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/invoices/against-refunds',
    summary: '退款与红字发票核对',
    may: 'view',
    query: invoiceCheckQuery,
    answer: invoiceCheckAnswer,
    async answerTo({ verbs, query: { company, from, to, format } }) {
      const found = await verbs.invoices.againstRefunds(company, { from, to })
      return format === 'xlsx' ? excel('退款与红字发票', CHECK_COLUMNS, found.rows) : found
    },
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/invoices/:id/file',
    summary: '打开发票文件',
    may: ['view', 'export'],
    refuses: ['invoice-not-ready', 'not-found'],
    async answerTo({ verbs, staff, params }) {
      const found = await verbs.invoices.open(staff, params.id)
      if (isRefusal(found)) return found
      return file({ content: found.bytes, type: 'application/pdf', name: found.fileName, inline: true })
    },
  }),
  staffAction({
    method: 'post',
    path: '/console/api/invoices/:id/red-letter',
    summary: '申请红冲发票',
    body: redLetterRequest,
    answer: approvalView,
    status: 201,
    refuses: ['already-proposed', 'invoice-first', 'not-found'],
    answerTo: async ({ verbs, staff, params, body: { company, reason } }) =>
      approvalAnswer(staff, await verbs.invoices.proposeRedLetter(company, staff, { id: params.id, reason })),
  }),
  staffAction({
    method: 'post',
    path: '/console/api/invoices/:id/retry',
    summary: '重新开具失败的发票',
    body: retryInvoiceRequest,
    answer: retriedInvoiceAnswer,
    status: 202,
    refuses: ['already-resolved', 'invoices-off', 'not-found', 'order-not-paid'],
    answerTo: ({ verbs, staff, params, body }) => verbs.invoices.retry(body.company, staff, params.id),
  }),
]
