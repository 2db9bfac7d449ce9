import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Problem } from '../../../contract/problem'
import { ROLES, type Role } from '../../../contract/staffWords'
import type { Route } from '../../../server/adapters/http/routing/route'
import { STAFF_ROUTES } from '../../../server/adapters/http/staff'
import { may } from '../../../server/domain/staff/staff'
import { type EmptyPlace, emptyPlace } from '../../support/engines'
import { asksFor, requestTo } from '../../support/routes/examples'
import { openThings, type Thing, type Things, thingOf } from '../../support/routes/things'
import { type AtConsole, later, onDuty } from '../../support/staff'
import { startWorld, type World } from '../../support/world'

const QUARTER_OF_AN_HOUR = 15 * 60_000
/** An answer to somebody who is not let in, or an error of ours. A wrong code was looked at: anyone who sent it was let in. */
const SHUT_OUT = /^(401|403 (?!second-factor-wrong)|5)/
const nameOf = ({ method, path: at }: Route) => `${method.toUpperCase()} ${at}`

/** Needs somebody on duty: which permissions, one of which is enough. */
const STAFF = STAFF_ROUTES.flatMap((route) =>
  route.access.realm === 'staff' ? [{ route, anyOf: route.access.anyOf, fresh: route.access.fresh }] : [],
)
const ENTERING = STAFF_ROUTES.filter(({ access }) => access.realm === 'entering')

describe('who may ask what at the console: each route, each role, each company', () => {
  let place: EmptyPlace
  let world: World
  let things: Things
  const people = new Map<string, AtConsole>()

  beforeAll(async () => {
    place = await emptyPlace('sqlite')
    mkdirSync(path.join(place.folder, 'sandbox'), { recursive: true })
    const offsetMs = Date.parse('2026-11-22T10:00:00+08:00') - Date.now()
    writeFileSync(path.join(place.folder, 'sandbox', 'clock.json'), JSON.stringify({ offsetMs }))
    world = await startWorld(place, { DEMO_DATA: 'on' })
    for (const role of ROLES) people.set(`${role} *`, await onDuty(world, `all-${role}`, role))
    for (const company of ['lanzhou', 'beijing'])
      for (const role of ['manager', 'admin'] as const)
        people.set(`${role} ${company}`, await onDuty(world, `${company}-${role}`, role, { company }))
    things = await openThings(world, who('manager', '*'), who('admin', '*'))
  })
  afterAll(async () => {
    await world?.stop()
    await place?.remove()
  })

  function who(role: Role, company: string): AtConsole {
    const found = people.get(`${role} ${company}`)
    if (!found) throw new Error(`nobody is ${role} of ${company}`)
    return found
  }

  /** What a route answers to somebody: a status, and a problem's code. */
  async function asks(
    somebody: AtConsole | undefined,
    route: Route,
    { params = {}, given = {} }: { params?: Record<string, string>; given?: Record<string, unknown> } = {},
  ): Promise<string> {
    const { method, address, body, headers } = requestTo(route, params, given)
    const response = await fetch(`${world.url}${address}`, {
      method,
      body,
      headers: { ...headers, ...somebody?.headers },
    })
    const text = await response.text()
    if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return String(response.status)
    return `${response.status} ${(JSON.parse(text) as Problem).code}`
  }

  /** What each route answers, by its name. */
  async function table(
    rows: readonly { route: Route }[],
    ask: (route: Route) => Promise<string>,
  ): Promise<Record<string, string>> {
    const answered: Record<string, string> = {}
    for (const { route } of rows) answered[nameOf(route)] = await ask(route)
    return answered
  }

  test('nobody is answered before he has logged in', async () => {
    const rows = [...STAFF, ...ENTERING.map((route) => ({ route }))]
    const answered = await table(rows, (route) => asks(undefined, route, { given: { company: 'lanzhou' } }))
    expect(answered).toEqual(Object.fromEntries(rows.map(({ route }) => [nameOf(route), '401 unauthorized'])))
  })

  test.each(ROLES)('%s is answered where his role has the permission, and nowhere else', async (role) => {
    // What does not exist changes nothing: the role is looked at before anything is looked for.
    const given = { company: 'nowhere' }
    const lacking = STAFF.filter(({ anyOf }) => anyOf.length > 0 && !anyOf.some((one) => may(role, one)))
    const having = STAFF.filter((row) => !lacking.includes(row))
    const refused = await table(lacking, (route) => asks(who(role, '*'), route, { given }))
    expect(refused).toEqual(Object.fromEntries(lacking.map(({ route }) => [nameOf(route), '403 not-allowed'])))
    const answered = await table(having, (route) => asks(who(role, '*'), route, { given }))
    expect(Object.entries(answered).filter(([, answer]) => SHUT_OUT.test(answer))).toEqual([])
  })

  /** Somebody of that company whose role has one of the permissions. */
  const personFor = (route: Route, company: string): AtConsole => {
    const { access } = route
    const anyOf = access.realm === 'staff' ? access.anyOf : []
    return who(anyOf.length === 0 || anyOf.some((one) => may('manager', one)) ? 'manager' : 'admin', company)
  }

  /** Routes that name a company, or something that belongs to one. */
  const owned = () =>
    STAFF.flatMap(({ route }) => {
      const thing = thingOf(things, route.path)
      const names = { company: asksFor(['company'], route), thing: namesThing(route, thing) }
      return names.company || names.thing ? [{ route, thing, names }] : []
    })
  const namesThing = (route: Route, { fields = {}, everybodys }: Thing) =>
    (route.path.includes(':') && !everybodys) || asksFor(Object.keys(fields), route)

  test('what is another company’s does not exist, whichever company is named beside it', async () => {
    const rows = owned().map(({ route, thing, names }) => {
      const neighbour = thing.company === 'lanzhou' ? 'beijing' : 'lanzhou'
      // Theirs is asked for under their name, and under the asker's own.
      const companies = [...(names.company ? [thing.company] : []), ...(names.thing ? [neighbour] : [])]
      return { route, thing, neighbour, companies }
    })
    const answered: Record<string, string[]> = {}
    for (const { route, thing, neighbour, companies } of rows) {
      const asked = companies.map((company) => ({ params: thing.params, given: { ...thing.fields, company } }))
      const somebody = personFor(route, neighbour)
      answered[nameOf(route)] = []
      for (const one of asked) answered[nameOf(route)]?.push(await asks(somebody, route, one))
    }
    const hidden = rows.map(({ route, companies }) => [nameOf(route), companies.map(() => '404 not-found')])
    expect(answered).toEqual(Object.fromEntries(hidden))
  })

  test('and it is there for those who work for that company', async () => {
    const answered: Record<string, string> = {}
    for (const { route, thing } of owned()) {
      const asked = { params: thing.params, given: { ...thing.fields, company: thing.company } }
      answered[nameOf(route)] = await asks(personFor(route, '*'), route, asked)
    }
    expect(Object.entries(answered).filter(([, answer]) => /^(401|403|404|5)/.test(answer))).toEqual([])
  })

  test('a quarter of an hour after the second factor, what moves money or people asks for it again', async () => {
    await later(world, QUARTER_OF_AN_HOUR)
    const given = { company: 'nowhere' }
    const asked = await table(STAFF, (route) => asks(personFor(route, '*'), route, { given }))
    const wants = Object.entries(asked).filter(([, answer]) => answer === '403 second-factor-needed')
    expect(wants.map(([name]) => name)).toEqual(STAFF.filter(({ fresh }) => fresh).map(({ route }) => nameOf(route)))
  })
})
