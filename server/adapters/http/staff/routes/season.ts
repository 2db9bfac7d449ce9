import type Router from '@koa/router'
import { companyQuery } from '../../../../../contract/console'
import {
  applicationsQuery,
  completionRequest,
  gasCollectionRequest,
  grantRequest,
  inspectionRequest,
  lowIncomeReviewRequest,
  measurementRequest,
  moveOutRequest,
  reductionRequest,
  refuseRequest,
  seasonDatesRequest,
  useChangeRequest,
} from '../../../../../contract/consoleSeason'
import { isRefusal } from '../../../../application/refusal'
import { validated } from '../../body'
import { answer } from '../../respond'
import { proposal } from '../proposal'
import { companyScope, offsetOf, queried } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffDesk, StaffVerbs } from '../verbs'

/** What residents applied for, and what staff decide and record in a season; what changes what somebody owes or gets is proposed here and needs a second person. */
export function seasonRoutes(router: Router, { season }: StaffVerbs, { auth, deeds }: StaffDesk): void {
  const readers = auth.staff('view', 'applications')

  router.get('/console/api/applications', readers, async (context) => {
    const query = queried(context, applicationsQuery)
    const filter = {
      ...definedOf({ company: companyScope(context, query.company), status: query.status }),
      ...(query.kind ? { kinds: [query.kind] } : {}),
    }
    answer(context, await season.applications.atDesk(filter, offsetOf(query), query.size))
  })

  router.get('/console/api/applications/:id', readers, async (context) => {
    answer(context, await season.applications.oneAtDesk(onDuty(context).staff, String(context.params.id)))
  })

  router.get('/console/api/applications/:id/photo', readers, async (context) => {
    const photo = await season.gas.photo(onDuty(context).staff, String(context.params.id))
    if (isRefusal(photo)) return answer(context, photo)
    context.type = photo.type
    context.set('cache-control', 'no-store')
    context.set('content-disposition', 'inline')
    context.body = photo.bytes
  })

  deeds.post('/console/api/applications/:id/inspect', async (context) => {
    const { note, ...visit } = await validated(context, inspectionRequest)
    const clerk = onDuty(context).staff
    answer(context, await season.service.inspect(clerk, String(context.params.id), { ...visit, note: note ?? null }))
  })

  deeds.post('/console/api/applications/:id/complete', async (context) => {
    const { note, on, paper } = await validated(context, completionRequest)
    const given = { applicationId: String(context.params.id), on, note: note ?? null }
    answer(context, proposal(await season.proposeServiceDone(onDuty(context).staff, given, paper)), 201)
  })

  deeds.post('/console/api/applications/:id/grant', async (context) => {
    const { note } = await validated(context, grantRequest)
    answer(context, await season.grantConsent(onDuty(context).staff, String(context.params.id), { note: note ?? null }))
  })

  deeds.post('/console/api/applications/:id/accept', async (context) => {
    const { note } = await validated(context, grantRequest)
    answer(context, await season.gas.accept(onDuty(context).staff, String(context.params.id), { note: note ?? null }))
  })

  deeds.post('/console/api/applications/:id/refuse', async (context) => {
    const request = await validated(context, refuseRequest)
    answer(context, await season.refuse(onDuty(context).staff, String(context.params.id), request))
  })

  deeds.post('/console/api/applications/:id/measurements', async (context) => {
    const { note, ...visit } = await validated(context, measurementRequest)
    const clerk = onDuty(context).staff
    answer(context, await season.measure(clerk, String(context.params.id), { ...visit, note: note ?? null }), 201)
  })

  deeds.post('/console/api/applications/:id/reduction', async (context) => {
    const request = await validated(context, reductionRequest)
    const proposed = await season.proposeReduction(onDuty(context).staff, String(context.params.id), request)
    if (isRefusal(proposed)) return answer(context, proposed)
    const { id: approvalId, payloadHash, summary, amountFen, payload } = proposed
    answer(context, { approvalId, payloadHash, summary, amountFen, month: String(payload.month) }, 201)
  })

  deeds.post('/console/api/applications/:id/gas-subsidy', async (context) => {
    answer(context, proposal(await season.proposeGasSubsidy(onDuty(context).staff, String(context.params.id))), 201)
  })

  deeds.post('/console/api/applications/:id/gas-collection', async (context) => {
    const visit = await validated(context, gasCollectionRequest)
    const clerk = onDuty(context).staff
    answer(context, proposal(await season.proposeGasCollection(clerk, String(context.params.id), visit)), 201)
  })

  router.get('/console/api/households/:id/gas', readers, async (context) => {
    answer(context, await season.gasOfHousehold(onDuty(context).staff, String(context.params.id)))
  })

  router.get('/console/api/season-dates', readers, async (context) => {
    const { company } = queried(context, companyQuery)
    answer(context, { rows: await season.seasonDates(companyScope(context, company)) })
  })

  deeds.post('/console/api/season-dates', async (context) => {
    const { paper, ...given } = await validated(context, seasonDatesRequest)
    answer(context, proposal(await season.proposeSeasonDates(onDuty(context).staff, given, paper)), 201)
  })

  router.get('/console/api/low-income-reviews', readers, async (context) => {
    const { company } = queried(context, companyQuery.required())
    answer(context, await season.awaitingReview(onDuty(context).staff, company))
  })

  deeds.post('/console/api/low-income-reviews', async (context) => {
    const { reason, paper, ...review } = await validated(context, lowIncomeReviewRequest)
    const given = { ...review, reason: reason ?? null }
    answer(context, proposal(await season.proposeLowIncomeReview(onDuty(context).staff, given, paper)), 201)
  })

  deeds.post('/console/api/use-changes', async (context) => {
    const { paper, ...given } = await validated(context, useChangeRequest)
    answer(context, proposal(await season.proposeUseChange(onDuty(context).staff, given, paper)), 201)
  })

  deeds.post('/console/api/moved-out', async (context) => {
    const { paper, ...given } = await validated(context, moveOutRequest)
    answer(context, proposal(await season.proposeMoveOut(onDuty(context).staff, given, paper)), 201)
  })
}

/** Leaves out what was not asked for: a filter on `undefined` would find nothing. */
function definedOf<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>
}
