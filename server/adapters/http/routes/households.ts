import type Router from '@koa/router'
import { lookupRequest, saveHouseholdRequest } from '../../../../contract/resident'
import { validated } from '../body'
import { createLimiter, LOOKUP_LIMITS, PROOF_LIMITS } from '../limits'
import { residentOf } from '../residentAuth'
import { answer } from '../respond'
import type { Realm, Verbs } from '../verbs'

/** A resident's households and their bills. */
export function householdRoutes(router: Router, { households, showBill }: Verbs, { auth }: Realm): void {
  const limitLookups = createLimiter('lookup', LOOKUP_LIMITS)
  const limitProofs = createLimiter('proof', PROOF_LIMITS)

  router.post('/api/households/lookup', auth.resident, async (context) => {
    await limitLookups(context)
    const { userCode } = await validated(context, lookupRequest)
    answer(context, await households.lookUp(residentOf(context), userCode))
  })

  router.get('/api/households', auth.resident, async (context) => {
    answer(context, { households: await households.list(residentOf(context)) })
  })

  router.post('/api/households', auth.resident, async (context) => {
    await limitLookups(context)
    const request = await validated(context, saveHouseholdRequest)
    if (request.proof !== undefined) await limitProofs(context)
    answer(context, await households.save(residentOf(context), request))
  })

  router.delete('/api/households/:id', auth.resident, async (context) => {
    const outcome = await households.forget(residentOf(context), String(context.params.id))
    if (outcome === 'done') context.status = 204
    else answer(context, outcome)
  })

  router.get('/api/households/:id/bill', auth.resident, async (context) => {
    answer(context, await showBill(residentOf(context), String(context.params.id)))
  })
}
