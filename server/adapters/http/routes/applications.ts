import type Router from '@koa/router'
import type { Context } from 'koa'
import {
  confirmMeanRequest,
  consentRequest,
  gasReportFields,
  serviceRequest,
  temperatureRequest,
} from '../../../../contract/applications'
import { LARGEST_PHOTO_BYTES } from '../../../domain/gasReport/photo'
import { validated } from '../body'
import { APPLICATION_LIMITS, createLimiter } from '../limits'
import { uploaded } from '../multipart'
import { residentOf } from '../residentAuth'
import { answer } from '../respond'
import type { Realm, Verbs } from '../verbs'

const householdIn = (context: Context): string => String(context.params.id)

/** What a resident applies for, for a household that he proved to be his, and what became of it. */
export function applicationRoutes(router: Router, { season }: Verbs, { auth }: Realm): void {
  const { service, consent, temperature, reportGas, showGas, applications, withdraw } = season
  const limit = createLimiter('applications', APPLICATION_LIMITS)

  for (const [path, kind] of [
    ['suspensions', 'suspension'],
    ['resumptions', 'resumption'],
  ] as const) {
    router.get(`/api/households/:id/${path}`, auth.resident, async (context) => {
      answer(context, await service.show(residentOf(context), householdIn(context)))
    })
    router.post(`/api/households/:id/${path}`, auth.resident, async (context) => {
      await limit(context)
      const request = await validated(context, serviceRequest)
      answer(context, await service.ask(residentOf(context), householdIn(context), kind, request), 201)
    })
  }

  router.get('/api/households/:id/instalment-consents', auth.resident, async (context) => {
    answer(context, await consent.show(residentOf(context), householdIn(context)))
  })

  router.post('/api/households/:id/instalment-consents', auth.resident, async (context) => {
    await limit(context)
    const request = await validated(context, consentRequest)
    answer(context, await consent.ask(residentOf(context), householdIn(context), request), 201)
  })

  router.get('/api/households/:id/temperature-reports', auth.resident, async (context) => {
    answer(context, await temperature.show(residentOf(context), householdIn(context)))
  })

  router.post('/api/households/:id/temperature-reports', auth.resident, async (context) => {
    await limit(context)
    const request = await validated(context, temperatureRequest)
    answer(context, await temperature.report(residentOf(context), householdIn(context), request), 201)
  })

  router.get('/api/households/:id/gas-reports', auth.resident, async (context) => {
    answer(context, await showGas(residentOf(context), householdIn(context)))
  })

  router.post('/api/households/:id/gas-reports', auth.resident, async (context) => {
    await limit(context)
    const form = { fileNames: ['photo'], mostBytes: LARGEST_PHOTO_BYTES }
    const { fields, files } = await uploaded(context, gasReportFields, form)
    const report = { ...fields, photo: files.get('photo') ?? Buffer.alloc(0) }
    answer(context, await reportGas(residentOf(context), householdIn(context), report), 201)
  })

  router.get('/api/applications', auth.resident, async (context) => {
    answer(context, { applications: await applications.ofResident(residentOf(context)) })
  })

  router.get('/api/applications/:id', auth.resident, async (context) => {
    answer(context, await applications.one(residentOf(context), String(context.params.id)))
  })

  router.post('/api/applications/:id/withdraw', auth.resident, async (context) => {
    answer(context, await withdraw(residentOf(context), String(context.params.id)))
  })

  router.post('/api/applications/:id/confirm', auth.resident, async (context) => {
    const seen = await validated(context, confirmMeanRequest)
    answer(context, await temperature.confirm(residentOf(context), String(context.params.id), seen))
  })
}
