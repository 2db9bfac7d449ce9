import type Router from '@koa/router'
import { sessionRequest } from '../../../../contract/resident'
import { isRefusal } from '../../../application/refusal'
import { validated } from '../body'
import { createLimiter, LOGIN_LIMITS } from '../limits'
import { answer } from '../respond'
import type { Realm, Verbs } from '../verbs'

/** Who the companies are, and who the resident is. */
export function sessionRoutes(router: Router, verbs: Verbs, { auth }: Realm): void {
  const limit = createLimiter('login', LOGIN_LIMITS)

  router.get('/api/companies', async (context) => {
    answer(context, await verbs.showCompanies())
  })

  router.post('/api/session', async (context) => {
    await limit(context)
    const { company, platform, code } = await validated(context, sessionRequest)
    const resident = await verbs.logIn(company, platform, code)
    answer(context, isRefusal(resident) ? resident : auth.issue(resident))
  })
}
