import { approvalView } from '../../../../contract/console'
import * as invoices from '../../../../contract/consoleInvoices'
import * as reports from '../../../../contract/consoleReports'
import type { Operation } from './operation'

const API = '/console/api'

/** The finance desk's reports, voucher exports and invoices; every list with `format=xlsx` is an Excel file. */
export const REPORT_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: `${API}/invoices`,
    summary: '发票',
    staff: true,
    query: invoices.deskInvoicesQuery,
    answer: invoices.deskInvoicesAnswer,
  },
  {
    method: 'post',
    path: `${API}/invoices/{id}/red-letter`,
    summary: '申请红冲发票',
    staff: true,
    request: invoices.redLetterRequest,
    answer: approvalView,
  },
  {
    method: 'post',
    path: `${API}/invoices/{id}/retry`,
    summary: '重新开具失败的发票',
    staff: true,
    request: invoices.retryInvoiceRequest,
  },
  {
    method: 'get',
    path: `${API}/reports/daily`,
    summary: '收款日报',
    staff: true,
    query: reports.dailyQuery,
    answer: reports.dailyAnswer,
  },
  {
    method: 'get',
    path: `${API}/reports/collection`,
    summary: '收费率',
    staff: true,
    query: reports.collectionQuery,
    answer: reports.collectionAnswer,
  },
  {
    method: 'get',
    path: `${API}/reports/ageing`,
    summary: '欠费账龄',
    staff: true,
    query: reports.ageingQuery,
    answer: reports.ageingAnswer,
  },
  {
    method: 'get',
    path: `${API}/reports/tax`,
    summary: '免税与应税',
    staff: true,
    query: reports.taxQuery,
    answer: reports.taxAnswer,
  },
  {
    method: 'get',
    path: `${API}/vouchers/templates`,
    summary: '凭证模板',
    staff: true,
    answer: reports.voucherTemplatesAnswer,
  },
  {
    method: 'get',
    path: `${API}/vouchers/preview`,
    summary: '凭证预览',
    staff: true,
    query: reports.voucherPreviewQuery,
    answer: reports.voucherPreviewAnswer,
  },
  {
    method: 'get',
    path: `${API}/vouchers`,
    summary: '导出过的凭证文件',
    staff: true,
    query: reports.voucherExportsQuery,
    answer: reports.voucherExportsAnswer,
  },
  {
    method: 'post',
    path: `${API}/vouchers`,
    summary: '导出凭证',
    staff: true,
    request: reports.voucherExportRequest,
    answer: reports.voucherExportView,
  },
  { method: 'get', path: `${API}/vouchers/{id}/file`, summary: '凭证文件', staff: true },
]
