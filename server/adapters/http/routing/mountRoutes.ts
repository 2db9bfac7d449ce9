import type Router from '@koa/router'
import type { Context, Middleware } from 'koa'
import { isRefusal, type Refusal, type RefusalCode } from '../../../application/common/refusal'
import type { TellSecurity } from '../../../application/common/securityEvents'
import { may, worksFor } from '../../../domain/staff/staff'
import { createLimiters, type LimitName } from '../limits'
import { rawBody, uploaded, validated } from '../multipart'
import { HttpProblem, problemOfRefusal } from '../problems'
import { residentOf } from '../residentAuth'
import { answer, queried } from '../respond'
import { onDuty } from '../staff/staffAuth'
import type { StaffRealm, StaffVerbs } from '../staff/verbs'
import { tellOf } from '../tellSecurity'
import { uploadedFile } from '../uploadedFile'
import type { Realm, Verbs } from '../verbs'
import { answerForAll } from './answerForAll'
import { ExcelAnswer, FileAnswer } from './fileAnswers'
import { guardAnswer, guardProblem } from './guardAnswer'
import type { Route } from './route'

/** The company to which a list is limited: the one asked for, or the asker's own; undefined for all. Another's is a 404. */
function companyScope(context: Context, asked: string | undefined): string | undefined {
  const { staff } = onDuty(context)
  if (asked !== undefined) {
    if (!worksFor(staff, asked)) throw new HttpProblem('not-found')
    return asked
  }
  return worksFor(staff, '*') ? undefined : staff.company
}

/** What the residents' routes work with. `guarded`: each answer is held against its declaration (guardAnswer). */
export interface ResidentSurface {
  verbs: Verbs
  realm: Realm
  guarded: boolean
}

/** What the console's routes work with. */
export interface StaffSurface {
  verbs: StaffVerbs
  realm: StaffRealm
  guarded: boolean
  tell: TellSecurity
}

/**
 * Puts the residents' routes and those without a session into a router. A route's `idempotent` is the flag that asks for it; the
 * realm's is the function that does it (idempotent.ts).
 */
export function mountResidentRoutes(router: Router, routes: readonly Route[], surface: ResidentSurface): void {
  const limiters = createLimiters()
  const { auth, idempotent } = surface.realm
  for (const route of routes) {
    const doors: Middleware[] = route.access.realm === 'resident' ? [auth.resident] : []
    router[route.method](route.path, ...doors, async (context) => {
      const asked = await read(route, context, limiters)
      const resident = route.access.realm === 'resident' ? { resident: residentOf(context) } : {}
      const work = async () =>
        send(context, route, await route.answerTo({ ...surface, ...asked, ...resident }), surface.guarded)
      if (route.idempotent) await idempotent(context, asked.body, work)
      else await work()
    })
  }
}

/** Puts the console's routes into a router of their own. */
export function mountStaffRoutes(router: Router, routes: readonly Route[], surface: StaffSurface): void {
  const limiters = createLimiters()
  for (const route of routes) {
    if (route.sandboxOnly && surface.realm.mode !== 'sandbox') continue
    router[route.method](route.path, ...doorsOf(route, surface.realm), async (context) => {
      const asked = await readForm(route, context, limiters, surface.verbs)
      try {
        const seen = route.access.realm === 'console' ? {} : { onDuty: onDuty(context), staff: onDuty(context).staff }
        const company = route.access.realm === 'staff' ? { company: companyAsked(context, asked) } : {}
        const given = await route.answerTo({ ...surface, ...asked, ...seen, ...company })
        send(context, route, given, surface.guarded)
        if (given instanceof ExcelAnswer || given instanceof FileAnswer) tellOf(surface.tell, context, 'exported')
        if (route.path === HOUSEHOLD_VIEW && context.status === 200) tellOf(surface.tell, context, 'household-viewed')
      } finally {
        await asked.upload?.remove()
      }
    })
  }
}

/** Who is let pass, in this order. */
function doorsOf({ access, method }: Route, { auth }: StaffRealm): Middleware[] {
  if (access.realm === 'entering') return [auth.entering]
  if (access.realm === 'console' && method !== 'get') return [auth.sameSite]
  if (access.realm !== 'staff') return []
  return [auth.staff(...access.anyOf), ...(access.fresh ? [auth.fresh] : [])]
}

/** The one page that shows all of a household to staff. */
const HOUSEHOLD_VIEW = '/console/api/households/:id'

type Limiters = ReturnType<typeof createLimiters>

async function read(route: Route, context: Context, limiters: Limiters) {
  const limited = (name: LimitName) => limiters[name](context)
  if (route.limit) await limited(route.limit)
  const query = route.query && queried(context, route.query)
  const form = await readBody(route, context)
  const source = String(context.state.source)
  return { params: context.params as Record<string, string>, query, ...form, limited, source, context }
}

async function readBody(route: Route, context: Context) {
  const nothing = { body: undefined as unknown, photos: new Map<string, Buffer>(), bytes: Buffer.alloc(0) }
  if (route.maxRawBytes !== undefined) return { ...nothing, bytes: await rawBody(context, route.maxRawBytes) }
  if (route.body === undefined || route.upload) return nothing
  if (!route.photos) return { ...nothing, body: await validated(context, route.body) }
  const most = { fileNames: route.photos, mostBytes: route.maxPhotoBytes ?? 0 }
  const { fields, files } = await uploaded(context, route.body, most)
  return { ...nothing, body: fields, photos: files }
}

/** As `read`, with the file of a form that is written to the disk as it comes. */
async function readForm(route: Route, context: Context, limiters: Limiters, verbs: StaffVerbs) {
  const asked = await read(route, context, limiters)
  if (!route.upload || !route.body) return { ...asked, upload: undefined }
  const room = { room: route.upload.room(verbs), mostBytes: route.upload.maxBytes }
  const { fields, path, remove } = await uploadedFile(context, route.body, room)
  return { ...asked, body: fields, upload: { path, remove } }
}

/** The company that a query or a body names must be the asker's; another's is a 404, as if it did not exist. */
function companyAsked(context: Context, { query, body }: { query: unknown; body: unknown }): string | undefined {
  const named = [query, body].map((from) => (from as { company?: string } | undefined)?.company)
  for (const company of named) {
    if (company !== undefined && !worksFor(onDuty(context).staff, company)) throw new HttpProblem('not-found')
  }
  return named.find((company) => company !== undefined) ?? companyScope(context, undefined)
}

/** Writes what a handler gave: a refusal as its problem, a file, or the declared answer as JSON. */
function send(context: Context, route: Route, given: unknown, guarded: boolean): void {
  if (given instanceof ExcelAnswer && !may(onDuty(context).staff.role, 'export')) throw new HttpProblem('not-allowed')
  if (given instanceof ExcelAnswer || given instanceof FileAnswer) {
    given.writeTo(context)
    return
  }
  const outcome = given as 'done' | object | Refusal<RefusalCode>
  if (guarded) {
    if (typeof outcome === 'object' && isRefusal(outcome)) guardProblem(route, problemOfRefusal(outcome))
    else guardAnswer(route, outcome)
  }
  if (route.forAll && typeof outcome === 'object' && !isRefusal(outcome)) answerForAll(context, outcome)
  else if (typeof outcome === 'object') answer(context, outcome, route.status)
  else context.status = 204
}
