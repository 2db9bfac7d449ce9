import type Router from '@koa/router'
import type { Context } from 'koa'
import * as shapes from '../../../../../contract/consoleSettlements'
import { PHOTO_KINDS } from '../../../../../contract/settlements'
import { isRefusal, type Refusal } from '../../../../application/refusal'
import type { RefundApplication } from '../../../../domain/settlement/refundApplication'
import { rawBody, validated } from '../../body'
import { HttpProblem } from '../../problems'
import { answer } from '../../respond'
import { companyScope, queried } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffRealm, StaffVerbs } from '../verbs'
import { pageOf, within } from './settlements'

const LARGEST_FILE_BYTES = 16 * 1024 * 1024

/** Refunds to bank cards: applications, payout batches and the bank's answers (domain.md BZ3, BZ5, BZ8). */
export function settlementRefundRoutes(router: Router, { afterSeason }: StaffVerbs, { auth }: StaffRealm): void {
  const API = '/console/api/settlements'
  const { lists, refunds, importPayouts } = afterSeason
  const readers = auth.staff('view')
  const clerks = auth.staff('applications')

  /** An application as the desk sees it. */
  async function told(context: Context, outcome: RefundApplication | Refusal, status = 200): Promise<void> {
    if (isRefusal(outcome)) return answer(context, outcome)
    const [row] = await lists.refundRows([outcome])
    answer(context, row ?? { refused: 'not-found' }, status)
  }

  router.get(`${API}/refunds`, readers, async (context) => {
    const { page, size, company, ...filter } = queried(context, shapes.refundsQuery)
    const of = { ...filter, company: companyScope(context, company) }
    answer(context, await lists.refunds(of, pageOf({ page, size })))
  })

  router.post(`${API}/refunds`, clerks, async (context) => {
    const request = await validated(context, shapes.hallRefundRequest)
    within(context, request.company)
    await told(context, await refunds.takeIn(onDuty(context).staff, request), 201)
  })

  router.post(`${API}/refunds/:id/refusal`, clerks, async (context) => {
    const { reason } = await validated(context, shapes.refusalRequest)
    await told(context, await refunds.refuse(onDuty(context).staff, String(context.params.id), reason))
  })

  router.post(`${API}/refunds/:id/card-check`, clerks, async (context) => {
    const checked = await validated(context, shapes.cardCheckRequest)
    await told(context, await refunds.recordCheck(onDuty(context).staff, String(context.params.id), checked))
  })

  router.get(`${API}/refunds/:id/photos/:kind`, clerks, async (context) => {
    const kind = PHOTO_KINDS.find((one) => one === context.params.kind)
    if (!kind) throw new HttpProblem('not-found')
    const photo = await afterSeason.showPhoto(onDuty(context).staff, String(context.params.id), kind)
    if (isRefusal(photo)) return answer(context, photo)
    context.type = photo.type
    context.set('cache-control', 'no-store')
    context.set('content-disposition', 'inline')
    context.body = photo.content
  })

  router.get(`${API}/payouts`, readers, async (context) => {
    const { page, size, company } = queried(context, shapes.payoutsQuery)
    answer(context, await lists.payouts(companyScope(context, company), pageOf({ page, size })))
  })

  router.post(`${API}/payouts`, auth.staff('propose'), auth.fresh, async (context) => {
    const { company, season } = await validated(context, shapes.seasonWorkRequest)
    const outcome = await afterSeason.proposePayout(within(context, company), onDuty(context).staff, season)
    answer(context, isRefusal(outcome) ? outcome : { approvalId: outcome.id, summary: outcome.summary }, 201)
  })

  // It names cards in the clear: only who carries files to the bank, with a fresh second factor.
  router.get(`${API}/payouts/:id/file`, auth.staff('files'), auth.fresh, async (context) => {
    const file = await afterSeason.payoutFile(onDuty(context).staff, String(context.params.id))
    if (isRefusal(file)) return answer(context, file)
    context.type = 'text/plain; charset=gbk'
    context.set('cache-control', 'no-store')
    context.set('content-disposition', `attachment; filename="${file.fileName}"`)
    context.body = file.content
  })

  router.post(`${API}/payouts/:id/exchange`, auth.staff('files'), async (context) => {
    answer(context, await afterSeason.exchangePayouts(onDuty(context).staff, String(context.params.id)))
  })

  for (const [path, take] of [
    ['results', importPayouts.result],
    ['returned', importPayouts.returned],
  ] as const) {
    router.post(`${API}/payout-files/${path}`, auth.staff('files'), async (context) => {
      const { company, fileName } = queried(context, shapes.payoutFileQuery)
      within(context, company)
      const bytes = await rawBody(context, LARGEST_FILE_BYTES)
      answer(context, await take({ company, fileName, bytes, actor: onDuty(context).staff.loginName }))
    })
  }
}
