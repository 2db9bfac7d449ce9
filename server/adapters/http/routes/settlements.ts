import type Router from '@koa/router'
import type { Context } from 'koa'
import { objectionRequest, photoFields, refundRequest, seasonQuery } from '../../../../contract/settlements'
import { refundView } from '../../../application/afterSeason/showSettlement'
import { isRefusal } from '../../../application/refusal'
import { LARGEST_PHOTO_BYTES } from '../../../domain/gasReport/photo'
import { validated } from '../body'
import { APPLICATION_LIMITS, createLimiter, PROOF_LIMITS } from '../limits'
import { uploaded } from '../multipart'
import { queried } from '../queried'
import { residentOf } from '../residentAuth'
import { answer } from '../respond'
import type { Realm, Verbs } from '../verbs'

const householdIn = (context: Context): string => String(context.params.id)

/** After a season: a household's result, its objection to it, and its refund (domain.md BZ2–BZ8). */
export function settlementRoutes(router: Router, { afterSeason }: Verbs, { auth }: Realm): void {
  const { show, object, keepPhoto, apply } = afterSeason
  const limit = createLimiter('after-season', APPLICATION_LIMITS)
  // What is on file could be guessed here, field by field.
  const limitProofs = createLimiter('refund-details', PROOF_LIMITS)

  router.get('/api/households/:id/settlement', auth.resident, async (context) => {
    const { season } = queried(context, seasonQuery)
    answer(context, await show(residentOf(context), householdIn(context), season))
  })

  router.post('/api/households/:id/settlement-objections', auth.resident, async (context) => {
    await limit(context)
    const { season, words } = await validated(context, objectionRequest)
    answer(context, await object(residentOf(context), { householdId: householdIn(context), season, words }), 201)
  })

  router.post('/api/households/:id/refund-photos', auth.resident, async (context) => {
    await limit(context)
    const form = { fileNames: ['photo'], mostBytes: LARGEST_PHOTO_BYTES }
    const { fields, files } = await uploaded(context, photoFields, form)
    const photo = { householdId: householdIn(context), kind: fields.kind, bytes: files.get('photo') ?? Buffer.alloc(0) }
    answer(context, await keepPhoto(residentOf(context), photo), 201)
  })

  router.post('/api/households/:id/refund-applications', auth.resident, async (context) => {
    await limitProofs(context)
    const { noObjection: _, ...request } = await validated(context, refundRequest)
    const applied = await apply(residentOf(context), { householdId: householdIn(context), ...request })
    if (isRefusal(applied)) return answer(context, applied)
    answer(context, { refund: refundView(applied.application), cardLooksWrong: applied.cardLooksWrong }, 201)
  })
}
