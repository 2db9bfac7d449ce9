import type Router from '@koa/router'
import { messageConsentsRequest } from '../../../../contract/messages'
import { validated } from '../body'
import { createLimiter, LOOKUP_LIMITS } from '../limits'
import { residentOf } from '../residentAuth'
import { answer } from '../respond'
import type { Realm, Verbs } from '../verbs'

/** What a resident may be told on his platform, and what he agreed to. */
export function messageRoutes(router: Router, { messages }: Verbs, { auth }: Realm): void {
  const limit = createLimiter('message-consent', LOOKUP_LIMITS)

  router.get('/api/message-templates', auth.resident, async (context) => {
    answer(context, messages.templates(residentOf(context)))
  })

  router.post('/api/message-consents', auth.resident, async (context) => {
    await limit(context)
    const { accepted } = await validated(context, messageConsentsRequest)
    answer(context, await messages.accept(residentOf(context), accepted), 201)
  })
}
