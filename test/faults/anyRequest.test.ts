import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import type { Problem } from '../../contract/problem'
import { RESIDENT_ROUTES } from '../../server/adapters/http/routes'
import type { Route } from '../../server/adapters/http/routing/route'
import { STAFF_ROUTES } from '../../server/adapters/http/staff'
import { may } from '../../server/domain/staff/staff'
import { type EmptyPlace, emptyPlace } from '../support/engines'
import { exampleOf } from '../support/routes/examples'
import { type HostileRequest, hostileRequests } from '../support/routes/hostile'
import { openThings, type Things, thingOf } from '../support/routes/things'
import { type AtConsole, onDuty } from '../support/staff'
import { enter, startWorld, type World } from '../support/world'

/** More of them when asked for: FUZZ_INPUTS=1000000 FUZZ_SEED=7 npx jest test/faults/anyRequest */
const INPUTS = Number(process.env.FUZZ_INPUTS ?? 1_500)
const SEED = Number(process.env.FUZZ_SEED ?? 20261201)
const PATIENCE_MS = Math.max(300_000, INPUTS * 40)

/** What ends a session would end the story. */
const ENDING = /\/session$|\/sessions$|\/password$|\/second-factor/

/** Answers of 5xx that are meant: somebody else is away, not we at fault. */
const MEANT = new Set(['channel-unavailable', 'channel-away', 'bank-away', 'not-configured'])

let place: EmptyPlace
let world: World
let manager: AtConsole
let admin: AtConsole
let resident: { headers: Record<string, string> }
let things: Things

beforeAll(async () => {
  place = await emptyPlace('sqlite')
  mkdirSync(path.join(place.folder, 'sandbox'), { recursive: true })
  const offsetMs = Date.parse('2026-11-22T10:00:00+08:00') - Date.now()
  writeFileSync(path.join(place.folder, 'sandbox', 'clock.json'), JSON.stringify({ offsetMs }))
  world = await startWorld(place, {
    DEMO_DATA: 'on',
    TRUSTED_PROXIES: '1',
    LOG_LEVEL: process.env.FUZZ_LOG ?? 'silent',
  })
  manager = await onDuty(world, 'all-manager', 'manager')
  admin = await onDuty(world, 'all-admin', 'admin')
  resident = await enter(world, 'lanzhou', 'wechat', 'somebody')
  things = await openThings(world, manager, admin)
})
afterAll(async () => {
  await world?.stop()
  await place?.remove()
})

/** What a route asks for, with what there is put in; nothing where it has no example. */
function examples(route: Route, given: Record<string, unknown>) {
  const of = (shape: Route['body']) => {
    try {
      return exampleOf(shape, given)
    } catch {
      return undefined
    }
  }
  return { query: of(route.query), body: of(route.body) }
}

function thing(route: Route) {
  try {
    return thingOf(things, route.path)
  } catch {
    return { company: 'lanzhou', params: {} as Record<string, string>, fields: {} }
  }
}

interface Asked extends HostileRequest {
  route: Route
  n: number
}

/** Who asks: mostly somebody who may, so that more than the door is tried. */
function headersOf({ route, n }: Asked): Record<string, string> {
  if (n % 16 === 0) return {}
  const { access } = route
  if (access.realm === 'entering') return manager.headers
  if (access.realm === 'staff') {
    const managed = access.anyOf.length === 0 || access.anyOf.some((one) => may('manager', one))
    return (managed ? manager : admin).headers
  }
  return resident.headers
}

async function ask(asked: Asked) {
  const { route, address, body, type, n } = asked
  const began = performance.now()
  const response = await fetch(`${world.url}${address}`, {
    method: route.method.toUpperCase(),
    headers: {
      ...headersOf(asked),
      ...(body === undefined ? {} : { 'content-type': type }),
      // As behind a proxy, each from an address of its own: what one address may do is bounded, and not the question here.
      'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
      'idempotency-key': `fuzz-${SEED}-${n}`,
    },
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
  })
  const text = await response.text()
  return {
    status: response.status,
    text,
    type: response.headers.get('content-type') ?? '',
    ms: performance.now() - began,
  }
}

test(
  `${INPUTS} hostile requests: an answer or a refusal in words, never an error of ours`,
  async () => {
    const routes = [...RESIDENT_ROUTES, ...STAFF_ROUTES].filter(({ path: at }) => !ENDING.test(at))
    const anything = fc.integer({ min: 0, max: routes.length - 1 }).chain((at) => {
      const route = routes[at] as Route
      const { company, params, fields = {} } = thing(route)
      return hostileRequests(route, params, examples(route, { ...fields, company })).map((request) => ({ at, request }))
    })
    const seen = new Map<number, number>()
    const refused: number[] = []
    let n = 0
    const heapBefore = process.memoryUsage().heapUsed
    await fc.assert(
      fc.asyncProperty(anything, async ({ at, request }) => {
        const route = routes[at] as Route
        n += 1
        const { status, text, type, ms } = await ask({ ...request, route, n })
        seen.set(status, (seen.get(status) ?? 0) + 1)
        if (status < 400) return
        refused.push(ms)
        expect([route.path, type]).toEqual([route.path, 'application/problem+json; charset=utf-8'])
        const { code, detail = '', title = '' } = JSON.parse(text) as Problem
        if (status >= 500 && !MEANT.has(code)) throw new Error(`${status} ${code} at ${route.path}`)
        expect(title).not.toBe('')
        expect(`${title}${detail}`).not.toMatch(/\bat .+:\d+:\d+|SQLITE|ER_[A-Z]|node_modules|undefined/)
      }),
      { numRuns: INPUTS, seed: SEED },
    )
    // Each kind of answer came: what was tried was more than the door.
    for (const status of [200, 400, 404]) expect(seen.get(status) ?? 0).toBeGreaterThan(0)
    if (process.env.FUZZ_INPUTS === undefined) return
    refused.sort((one, other) => one - other)
    const grown = Math.round((process.memoryUsage().heapUsed - heapBefore) / 1_048_576)
    const at = (share: number) => refused[Math.floor(refused.length * share)]?.toFixed(1)
    const statuses = [...seen].sort(([one], [other]) => one - other).map(([status, times]) => `${status}: ${times}`)
    console.info(`${statuses.join(', ')}; refused in ${at(0.5)} ms, p99 ${at(0.99)} ms; heap grown by ${grown} MiB`)
  },
  PATIENCE_MS,
)
