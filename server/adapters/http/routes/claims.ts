import type Router from '@koa/router'
import { claimRequest } from '../../../../contract/claims'
import { isRefusal, refuse } from '../../../application/refusal'
import { validated } from '../body'
import { createLimiter, LOOKUP_LIMITS } from '../limits'
import { residentOf } from '../residentAuth'
import { answer } from '../respond'
import type { Realm, Verbs } from '../verbs'

/** Paid for the wrong household: a resident asks that the money be moved, and sees what was decided. */
export function claimRoutes(router: Router, { claims }: Verbs, { auth }: Realm): void {
  const limit = createLimiter('claim', LOOKUP_LIMITS)

  router.post('/api/orders/:no/claim', auth.resident, async (context) => {
    await limit(context)
    const request = await validated(context, claimRequest)
    const resident = residentOf(context)
    const claim = await claims.ask(resident, { ...request, orderNo: String(context.params.no) })
    if (isRefusal(claim)) return answer(context, claim)
    const [view] = await claims.views(resident, [claim])
    answer(context, view ?? refuse('not-found'), 201)
  })

  router.get('/api/claims', auth.resident, async (context) => {
    answer(context, { claims: await claims.ofResident(residentOf(context)) })
  })
}
