import type Router from '@koa/router'
import { invoiceRequest } from '../../../../contract/resident'
import { isRefusal } from '../../../application/refusal'
import { validated } from '../body'
import { residentOf } from '../residentAuth'
import { answer } from '../respond'
import type { Realm, Verbs } from '../verbs'

/** A resident's e-invoices: asked for after a payment, shown and downloaded by their owner only. */
export function invoiceRoutes(router: Router, { requestInvoice, invoices }: Verbs, { auth }: Realm): void {
  router.post('/api/invoices', auth.resident, async (context) => {
    const request = await validated(context, invoiceRequest)
    answer(context, await requestInvoice(residentOf(context), request), 201)
  })

  router.get('/api/invoices', auth.resident, async (context) => {
    answer(context, { invoices: await invoices.list(residentOf(context)) })
  })

  router.get('/api/invoices/:id', auth.resident, async (context) => {
    answer(context, await invoices.one(residentOf(context), String(context.params.id)))
  })

  router.get('/api/invoices/:id/pdf', auth.resident, async (context) => {
    const file = await invoices.file(residentOf(context), String(context.params.id))
    if (isRefusal(file)) {
      answer(context, file)
      return
    }
    context.type = 'application/pdf'
    context.attachment(file.fileName, { type: 'inline' })
    context.set('cache-control', 'private, no-store')
    context.body = file.bytes
  })
}
