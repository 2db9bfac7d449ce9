import Router from '@koa/router'
import Koa from 'koa'
import helmet from 'koa-helmet'
import { z } from 'zod'
import { zhCN } from 'zod/locales'
import type { ReadyAnswer } from '../../../contract/ready'
import type { TellSecurity } from '../../application/common/securityEvents'
import type { Log, RequestCounter } from '../../application/ports/system'
import type { Measure } from '../../domain/watch/measures'
import type { Draining } from './draining'
import { countTogether } from './limits'
import type { Metrics } from './metrics'
import { openapiDocument } from './openapi'
import { forbidCaching, translateErrors } from './respond'
import { RESIDENT_ROUTES } from './routes'
import { notifyRoutes } from './routes/notify'
import { mountResidentRoutes, mountStaffRoutes } from './routing/mountRoutes'
import { proxySandbox } from './sandboxProxy'
import { STAFF_ROUTES } from './staff'
import type { StaffRealm, StaffVerbs } from './staff/verbs'
import { serveConsole, servePage } from './static'
import { createSourceOf, tellRefusals } from './tellSecurity'
import type { Realm, Verbs } from './verbs'

export interface HttpOptions {
  verbs: Verbs
  realm: Realm
  metrics: Metrics
  log: Log
  version: string
  /** The staff realm: a route tree of its own. */
  staff: { verbs: StaffVerbs; realm: StaffRealm }
  /** Where the built H5 page is. */
  pageFolder: string
  /** Where the built console is. */
  consoleFolder: string
  /** Sandbox mode only. */
  sandboxUrl: string | undefined
  trustedProxies: number
  /** Holds each answer against what its route declares; an answer that is not so is an error (GUARD_ANSWERS). */
  guardAnswers: boolean
  /** Counts requests for all processes together; without it each counts for itself. */
  counter?: RequestCounter
  /** What may be an attack is told here; addresses are named by this key. */
  security: { tell: TellSecurity; key: string }
  /** What a probe is told. */
  ready: () => Promise<ReadyAnswer>
  /** Whether the database answers at this moment. */
  answers: () => Promise<boolean>
  draining: Draining
  /** What is measured of the installation. */
  measures: () => Promise<readonly Measure[]>
}

/** The whole HTTP surface (contract.md): residents, channels, machines, and the page. */
export function createHttpApp({
  verbs,
  realm,
  metrics,
  log,
  version,
  staff,
  pageFolder,
  consoleFolder,
  sandboxUrl,
  trustedProxies,
  guardAnswers,
  counter,
  security,
  ready,
  answers,
  draining,
  measures,
}: HttpOptions): Koa {
  z.config(zhCN())
  const app = new Koa({ proxy: trustedProxies > 0, maxIpsCount: trustedProxies })
  app.silent = true

  const router = new Router()
  // Nothing but this process: who ends what does not answer here must not end it for its database's sake.
  router.get('/livez', (context) => {
    context.body = { status: 'ok' }
  })
  router.get('/healthz', async (context) => {
    const well = await answers()
    context.status = well ? 200 : 503
    context.body = { status: well ? 'ok' : 'no-database' }
  })
  router.get('/readyz', async (context) => {
    const told = await ready()
    context.status = told.ready ? 200 : 503
    context.body = told
  })
  router.get('/metrics', async (context) => {
    metrics.show(await measures())
    context.type = metrics.registry.contentType
    context.body = await metrics.registry.metrics()
  })
  const openapi = openapiDocument(version)
  router.get('/openapi.json', (context) => {
    context.body = openapi
  })
  mountResidentRoutes(router, RESIDENT_ROUTES, { verbs, realm, guarded: guardAnswers })
  notifyRoutes(router, verbs, metrics)

  app.use(metrics.measure)
  app.use(draining.closeConnections)
  app.use(tellRefusals(security.tell))
  app.use(translateErrors(log))
  const sourceOf = createSourceOf(security.key)
  app.use((context, next) => {
    context.state.source = sourceOf(context)
    return next()
  })
  app.use(forbidCaching)
  if (counter) app.use(countTogether(counter))
  if (sandboxUrl) app.use(proxySandbox(sandboxUrl))
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          styleSrc: ["'self'", "'unsafe-inline'"],
          scriptSrc: ["'self'"],
          connectSrc: ["'self'"],
          objectSrc: ["'none'"],
          frameAncestors: ["'self'"],
          upgradeInsecureRequests: null,
        },
      },
      strictTransportSecurity: sandboxUrl === undefined,
    }),
  )
  const staffRouter = new Router()
  mountStaffRoutes(staffRouter, STAFF_ROUTES, { ...staff, guarded: guardAnswers, tell: security.tell })
  app.use(router.routes())
  app.use(router.allowedMethods())
  app.use(staffRouter.routes())
  app.use(staffRouter.allowedMethods())
  serveConsole(app, consoleFolder)
  servePage(app, pageFolder)
  return app
}
