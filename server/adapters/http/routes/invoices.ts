import { invoiceRequest, invoicesAnswer, invoiceView, savedTitlesAnswer } from '../../../../contract/resident'
import { isRefusal } from '../../../application/common/refusal'
import { file } from '../routing/fileAnswers'
import { type Route, residentRoute } from '../routing/route'

/** A resident's e-invoices: asked for after a payment, shown and downloaded by their owner only. */
export const INVOICE_ROUTES: readonly Route[] = [
  residentRoute({
    method: 'post',
    path: '/api/invoices',
    summary: '申请发票',
    body: invoiceRequest,
    answer: invoiceView,
    status: 201,
    refuses: [
      'already-invoiced',
      'bad-tax-number',
      'invoices-off',
      'no-special-invoice',
      'not-found',
      'not-one-season',
      'order-not-paid',
    ],
    answerTo: ({ verbs, resident, body }) => verbs.requestInvoice(resident, body),
  }),
  residentRoute({
    method: 'get',
    path: '/api/invoices',
    summary: '我的发票',
    answer: invoicesAnswer,
    answerTo: async ({ verbs, resident }) => ({ invoices: await verbs.invoices.list(resident) }),
  }),
  residentRoute({
    method: 'get',
    path: '/api/invoice-titles',
    summary: '用过的发票抬头',
    answer: savedTitlesAnswer,
    answerTo: async ({ verbs, resident }) => ({ titles: await verbs.invoiceTitles.list(resident) }),
  }),
  residentRoute({
    method: 'delete',
    path: '/api/invoice-titles/:id',
    summary: '删除用过的发票抬头',
    refuses: ['not-found'],
    answerTo: ({ verbs, resident, params }) => verbs.invoiceTitles.forget(resident, params.id),
  }),
  residentRoute({
    method: 'get',
    path: '/api/invoices/:id',
    summary: '发票',
    answer: invoiceView,
    refuses: ['not-found'],
    answerTo: ({ verbs, resident, params }) => verbs.invoices.one(resident, params.id),
  }),
  residentRoute({
    method: 'get',
    path: '/api/invoices/:id/pdf',
    summary: '下载发票',
    refuses: ['invoice-not-ready', 'not-found'],
    async answerTo({ verbs, resident, params }) {
      const found = await verbs.invoices.file(resident, params.id)
      if (isRefusal(found)) return found
      return file({ content: found.bytes, type: 'application/pdf', name: found.fileName, inline: true })
    },
  }),
]
