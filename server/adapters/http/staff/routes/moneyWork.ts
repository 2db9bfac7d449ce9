import type Router from '@koa/router'
import type { Context } from 'koa'
import * as shapes from '../../../../../contract/claims'
import { companyQuery } from '../../../../../contract/console'
import { refuse } from '../../../../application/refusal'
import { worksFor } from '../../../../domain/staff/staff'
import { validated } from '../../body'
import { HttpProblem } from '../../problems'
import { answer } from '../../respond'
import { queried } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffDesk, StaffVerbs } from '../verbs'

/** Ends the request with 404 when the company is not the asker's: as if it did not exist. */
function within(context: Context, company: string): string {
  if (!worksFor(onDuty(context).staff, company)) throw new HttpProblem('not-found')
  return company
}

/** What waits to be done about money: suspense, failed refunds, claims; and proposals to do it (maker). */
export function moneyWorkRoutes(router: Router, { moneyWork }: StaffVerbs, { auth, deeds }: StaffDesk): void {
  router.get('/console/api/money-work', auth.staff('view'), async (context) => {
    const { company } = queried(context, companyQuery)
    answer(context, company === undefined ? refuse('not-found') : await moneyWork.waiting(within(context, company)))
  })

  deeds.post('/console/api/refunds', async (context) => {
    const { company, ...request } = await validated(context, shapes.refundRequest)
    answer(context, await moneyWork.requestRefund(within(context, company), onDuty(context).staff, request), 201)
  })

  deeds.post('/console/api/refunds/:no/retry', async (context) => {
    const { company, ...request } = await validated(context, shapes.retryRefundRequest)
    const refundNo = String(context.params.no)
    answer(
      context,
      await moneyWork.retryRefund(within(context, company), onDuty(context).staff, { refundNo, ...request }),
      201,
    )
  })

  deeds.post('/console/api/stray-refunds/:id/close', async (context) => {
    const { company, note } = await validated(context, shapes.closeStrayRefundRequest)
    within(context, company)
    answer(context, await moneyWork.closeStrayRefund(onDuty(context).staff, String(context.params.id), note))
  })

  deeds.post('/console/api/follow-ups/:id/close', async (context) => {
    const { company, note } = await validated(context, shapes.closeFollowUpRequest)
    within(context, company)
    answer(context, await moneyWork.closeFollowUp(onDuty(context).staff, String(context.params.id), note))
  })

  deeds.post('/console/api/bank-cards', async (context) => {
    const { company, ...request } = await validated(context, shapes.bankCardRequest)
    answer(context, await moneyWork.correctBankCard(within(context, company), onDuty(context).staff, request), 201)
  })

  deeds.post('/console/api/suspense/:id/exit', async (context) => {
    const { company, ...request } = await validated(context, shapes.suspenseExitRequest)
    const itemId = String(context.params.id)
    answer(
      context,
      await moneyWork.resolveSuspense(within(context, company), onDuty(context).staff, { itemId, ...request }),
      201,
    )
  })

  deeds.post('/console/api/claims/:id/propose', async (context) => {
    const { company } = await validated(context, shapes.companyOnly)
    const id = String(context.params.id)
    answer(context, await moneyWork.claims.propose(within(context, company), onDuty(context).staff, id), 201)
  })

  deeds.post('/console/api/claims/:id/refuse', async (context) => {
    const { company, answer: told } = await validated(context, shapes.refuseClaimRequest)
    const id = String(context.params.id)
    answer(context, await moneyWork.claims.refuse(within(context, company), onDuty(context).staff, id, told))
  })
}
