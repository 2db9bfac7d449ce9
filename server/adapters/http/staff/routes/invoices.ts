import type Router from '@koa/router'
import {
  type DeskInvoice,
  deskInvoicesQuery,
  redLetterRequest,
  retryInvoiceRequest,
} from '../../../../../contract/consoleInvoices'
import { INVOICE_KIND_NAMES, INVOICE_STATE_NAMES } from '../../../../../contract/invoiceWords'
import { validated } from '../../body'
import { answer } from '../../respond'
import { type ExcelColumn, MOST_EXPORTED, sendExcel } from '../excel'
import { companyScope, queried, rowsWanted } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffDesk, StaffVerbs } from '../verbs'

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

/** Invoices, blue and red; what failed is tried again from here. */
export function staffInvoiceRoutes(router: Router, { invoices }: StaffVerbs, { auth, deeds }: StaffDesk): void {
  router.get('/console/api/invoices', auth.staff('view'), async (context) => {
    const query = queried(context, deskInvoicesQuery)
    companyScope(context, query.company)
    const { offset, limit } = rowsWanted(query, MOST_EXPORTED)
    const { company, kind, state, q, from, to } = query
    const found = await invoices.list({ company, kind, state, q, from, to }, offset, limit)
    if (query.format === 'xlsx') return sendExcel(context, '发票', COLUMNS, found.rows)
    answer(context, found)
  })

  deeds.post('/console/api/invoices/:id/red-letter', async (context) => {
    const { company, reason } = await validated(context, redLetterRequest)
    companyScope(context, company)
    const id = String(context.params.id)
    answer(context, await invoices.proposeRedLetter(company, onDuty(context).staff, { id, reason }), 201)
  })

  deeds.post('/console/api/invoices/:id/retry', async (context) => {
    const { company } = await validated(context, retryInvoiceRequest)
    companyScope(context, company)
    answer(context, await invoices.retry(company, onDuty(context).staff, String(context.params.id)), 202)
  })
}
