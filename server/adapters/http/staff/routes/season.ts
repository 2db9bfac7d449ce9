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
import { isRefusal, type Refusal } from '../../../../application/refusal'
import type { Approval } from '../../../../domain/approval/approval'
import { validated } from '../../body'
import { answer } from '../../respond'
import { companyScope, offsetOf, queried } from '../query'
import { onDuty } from '../staffAuth'
import type { StaffRealm, StaffVerbs } from '../verbs'

/** What residents applied for, and what staff decide and record in a season; what moves money by decision needs a second person. */
export function seasonRoutes(router: Router, { season }: StaffVerbs, { auth }: StaffRealm): void {
  const readers = auth.staff('view', 'applications')
  const clerks = auth.staff('applications')

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

  router.post('/console/api/applications/:id/inspect', clerks, async (context) => {
    const { note, ...visit } = await validated(context, inspectionRequest)
    const clerk = onDuty(context).staff
    answer(context, await season.service.inspect(clerk, String(context.params.id), { ...visit, note: note ?? null }))
  })

  router.post('/console/api/applications/:id/complete', clerks, async (context) => {
    const { note, on } = await validated(context, completionRequest)
    const clerk = onDuty(context).staff
    answer(context, await season.service.complete(clerk, String(context.params.id), { on, note: note ?? null }))
  })

  router.post('/console/api/applications/:id/grant', clerks, async (context) => {
    const { note } = await validated(context, grantRequest)
    answer(context, await season.grantConsent(onDuty(context).staff, String(context.params.id), { note: note ?? null }))
  })

  router.post('/console/api/applications/:id/accept', clerks, async (context) => {
    const { note } = await validated(context, grantRequest)
    answer(context, await season.gas.accept(onDuty(context).staff, String(context.params.id), { note: note ?? null }))
  })

  router.post('/console/api/applications/:id/refuse', clerks, async (context) => {
    const request = await validated(context, refuseRequest)
    answer(context, await season.refuse(onDuty(context).staff, String(context.params.id), request))
  })

  router.post('/console/api/applications/:id/measurements', clerks, async (context) => {
    const { note, ...visit } = await validated(context, measurementRequest)
    const clerk = onDuty(context).staff
    answer(context, await season.measure(clerk, String(context.params.id), { ...visit, note: note ?? null }), 201)
  })

  router.post('/console/api/applications/:id/reduction', auth.staff('propose'), async (context) => {
    const request = await validated(context, reductionRequest)
    const proposed = await season.proposeReduction(onDuty(context).staff, String(context.params.id), request)
    if (isRefusal(proposed)) return answer(context, proposed)
    const { id: approvalId, payloadHash, summary, amountFen, payload } = proposed
    answer(context, { approvalId, payloadHash, summary, amountFen, month: String(payload.month) }, 201)
  })

  router.post('/console/api/applications/:id/gas-subsidy', auth.staff('propose'), async (context) => {
    answer(context, proposal(await season.proposeGasSubsidy(onDuty(context).staff, String(context.params.id))), 201)
  })

  router.post('/console/api/applications/:id/gas-collection', auth.staff('propose'), async (context) => {
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

  router.post('/console/api/season-dates', clerks, async (context) => {
    const request = await validated(context, seasonDatesRequest)
    answer(context, await season.setSeasonDates(onDuty(context).staff, request), 201)
  })

  router.get('/console/api/low-income-reviews', readers, async (context) => {
    const { company } = queried(context, companyQuery.required())
    answer(context, await season.awaitingReview(onDuty(context).staff, company))
  })

  router.post('/console/api/low-income-reviews', clerks, async (context) => {
    const { reason, ...review } = await validated(context, lowIncomeReviewRequest)
    answer(context, await season.reviewLowIncome(onDuty(context).staff, { ...review, reason: reason ?? null }), 201)
  })

  router.post('/console/api/use-changes', clerks, async (context) => {
    const request = await validated(context, useChangeRequest)
    answer(context, await season.changeUse(onDuty(context).staff, request), 201)
  })

  router.post('/console/api/moved-out', clerks, async (context) => {
    const request = await validated(context, moveOutRequest)
    answer(context, await season.recordMoveOut(onDuty(context).staff, request), 201)
  })
}

/** What the desk is told of a proposal that waits for a second person. */
function proposal(proposed: Approval | Refusal) {
  if (isRefusal(proposed)) return proposed
  const { id: approvalId, payloadHash, summary, amountFen } = proposed
  return { approvalId, payloadHash, summary, amountFen: amountFen ?? 0 }
}

/** Leaves out what was not asked for: a filter on `undefined` would find nothing. */
function definedOf<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>
}
