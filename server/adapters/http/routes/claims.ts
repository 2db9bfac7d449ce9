import type Router from '@koa/router'
import { type ClaimView, claimRequest } from '../../../../contract/claims'
import { isRefusal } from '../../../application/refusal'
import type { PaymentClaim } from '../../../domain/claim/paymentClaim'
import { validated } from '../body'
import { createLimiter, LOOKUP_LIMITS } from '../limits'
import { residentOf } from '../residentAuth'
import { answer } from '../respond'
import type { Realm, Verbs } from '../verbs'

function view({ id, orderNo, status, reason, answer: told, askedAt, decidedAt }: PaymentClaim): ClaimView {
  return { id, orderNo, status, reason, answer: told, askedAt, decidedAt }
}

/** Paid for the wrong household: a resident asks that the money be moved, and sees what was decided. */
export function claimRoutes(router: Router, { claims }: Verbs, { auth }: Realm): void {
  const limit = createLimiter('claim', LOOKUP_LIMITS)

  router.post('/api/orders/:no/claim', auth.resident, async (context) => {
    await limit(context)
    const request = await validated(context, claimRequest)
    const claim = await claims.ask(residentOf(context), { ...request, orderNo: String(context.params.no) })
    answer(context, isRefusal(claim) ? claim : view(claim), 201)
  })

  router.get('/api/claims', auth.resident, async (context) => {
    answer(context, { claims: (await claims.ofResident(residentOf(context))).map(view) })
  })
}
