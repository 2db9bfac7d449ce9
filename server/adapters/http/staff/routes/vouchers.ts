import type Router from '@koa/router'
import { voucherExportRequest, voucherExportsQuery, voucherPreviewQuery } from '../../../../../contract/consoleReports'
import { isRefusal } from '../../../../application/refusal'
import { validated } from '../../body'
import { answer } from '../../respond'
import { companyScope, queried } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffDesk, StaffVerbs } from '../verbs'

/** Vouchers for the company's own finance software (凭证导出). */
export function voucherRoutes(router: Router, { vouchers }: StaffVerbs, { auth, deeds }: StaffDesk): void {
  const readers = auth.staff('view')

  router.get('/console/api/vouchers/templates', readers, (context) => {
    answer(context, { templates: vouchers.templates() })
  })

  router.get('/console/api/vouchers/preview', readers, async (context) => {
    const query = queried(context, voucherPreviewQuery)
    companyScope(context, query.company)
    answer(context, await vouchers.preview(query))
  })

  router.get('/console/api/vouchers', readers, async (context) => {
    const { company } = queried(context, voucherExportsQuery)
    companyScope(context, company)
    answer(context, { exports: await vouchers.list(company) })
  })

  // It is recorded for ever who did it: the auditor, who changes nothing, reads what others exported.
  deeds.post('/console/api/vouchers', async (context) => {
    const request = await validated(context, voucherExportRequest)
    companyScope(context, request.company)
    answer(context, await vouchers.export({ ...request, actor: onDuty(context).staff.loginName }), 201)
  })

  router.get('/console/api/vouchers/:id/file', auth.staff('export'), async (context) => {
    const found = await vouchers.file(onDuty(context).staff, String(context.params.id))
    if (isRefusal(found)) return answer(context, found)
    context.type = 'application/octet-stream'
    context.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(found.fileName)}`)
    context.body = found.bytes
  })
}
