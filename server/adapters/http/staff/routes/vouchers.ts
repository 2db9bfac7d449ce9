import {
  voucherExportRequest,
  voucherExportsAnswer,
  voucherExportsQuery,
  voucherExportView,
  voucherPreviewAnswer,
  voucherPreviewQuery,
  voucherTemplatesAnswer,
} from '../../../../../contract/consoleReports'
import { isRefusal } from '../../../../application/common/refusal'
import { file } from '../../routing/fileAnswers'
import { type Route, staffAction, staffRoute } from '../../routing/route'

/** Vouchers for the company's own finance software (凭证导出). */
export const VOUCHER_ROUTES: readonly Route[] = [
  staffRoute({
    method: 'get',
    path: '/console/api/vouchers/templates',
    summary: '凭证模板',
    may: 'view',
    answer: voucherTemplatesAnswer,
    answerTo: ({ verbs }) => ({ templates: verbs.vouchers.templates() }),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/vouchers/preview',
    summary: '凭证预览',
    may: 'view',
    query: voucherPreviewQuery,
    answer: voucherPreviewAnswer,
    refuses: ['not-found', 'unknown-template'],
    answerTo: ({ verbs, query }) => verbs.vouchers.preview(query),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/vouchers',
    summary: '导出过的凭证文件',
    may: 'view',
    query: voucherExportsQuery,
    answer: voucherExportsAnswer,
    answerTo: async ({ verbs, query }) => ({ exports: await verbs.vouchers.list(query.company) }),
  }),
  // It is recorded for ever who did it: the auditor, who changes nothing, reads what others exported.
  staffAction({
    method: 'post',
    path: '/console/api/vouchers',
    summary: '导出凭证',
    body: voucherExportRequest,
    answer: voucherExportView,
    status: 201,
    refuses: ['already-exported', 'not-found', 'nothing-to-export', 'unknown-template'],
    answerTo: ({ verbs, body, staff }) => verbs.vouchers.export({ ...body, actor: staff.loginName }),
  }),
  staffRoute({
    method: 'get',
    path: '/console/api/vouchers/:id/file',
    summary: '凭证文件',
    may: 'export',
    refuses: ['not-found'],
    async answerTo({ verbs, staff, params }) {
      const found = await verbs.vouchers.file(staff, params.id)
      if (isRefusal(found)) return found
      return file({ content: found.bytes, type: 'application/octet-stream', name: found.fileName })
    },
  }),
]
