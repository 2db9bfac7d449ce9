import type { ApplicationView } from '../../../contract/applications'
import type { ClaimView } from '../../../contract/claims'
import type { Problem } from '../../../contract/problem'
import type { InvoiceView, SavedTitlesAnswer } from '../../../contract/resident'
import { RESIDENT_ROUTES } from '../../../server/adapters/http/routes'
import type { Route } from '../../../server/adapters/http/routing/route'
import { emptyPlace } from '../../support/engines'
import { withBill } from '../../support/households'
import { paid } from '../../support/ordered'
import { owner } from '../../support/owner'
import { ownWorld } from '../../support/ownWorld'
import { asksFor, requestTo } from '../../support/routes/examples'
import { enter, newKey, type World } from '../../support/world'

const ROUTES = RESIDENT_ROUTES.filter(({ access }) => access.realm === 'resident')
/** The household that a claim says was meant. */
const NAMED = { userCode: '6299999999' }
const nameOf = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`

type Headers = Record<string, string>

describe('what a resident’s phone is answered: each route, somebody else’s things', () => {
  let world: World
  /** What belongs to one resident, by how an address or a body calls it. */
  let own: { path: RegExp; id: string; company: string; headers: Headers }[]

  ownWorld(
    () => emptyPlace('sqlite'),
    async (begun) => {
      world = begun
      await world.sandboxCall('PUT', '/sandbox/api/clock', { now: Date.parse('2026-11-21T09:00:00+08:00') })
      const meant = await withBill(world.base, { company: 'lanzhou', ...NAMED }, '2026-2027', '2026-10-31')
      const order = await paid(world)
      const { headers } = order.resident
      const title = { kind: 'personal', name: '张三' }
      const invoice = await world.call<InvoiceView>('POST', '/api/invoices', {
        body: { orderNo: order.orderNo, title },
        headers,
      })
      const { titles } = (await world.call<SavedTitlesAnswer>('GET', '/api/invoice-titles', { headers })).body
      const claim = { userCode: meant.userCode, reason: '填错了编码' }
      expect(
        (await world.call<ClaimView>('POST', `/api/orders/${order.orderNo}/claim`, { body: claim, headers })).status,
      ).toBe(201)
      const given = {
        company: 'tangshan',
        userCode: '1302000001',
        heatSource: 'district',
        usableArea: '75.02',
      } as const
      const home = await withBill(world.base, given, '2026-2027', '2026-11-14')
      const traveller = await owner(world, 'tangshan', given.userCode, 'traveller', '张建国')
      const asked = await traveller.post<ApplicationView>('suspensions', { acceptCharged: true })
      own = [
        { path: /orders\/:no/, id: order.orderNo, company: 'lanzhou', headers },
        { path: /invoices\/:id/, id: invoice.body.id, company: 'lanzhou', headers },
        { path: /invoice-titles\/:id/, id: titles[0]?.id ?? '', company: 'lanzhou', headers },
        { path: /households\/:id/, id: home.id, company: 'tangshan', headers: traveller.headers },
        { path: /applications\/:id/, id: asked.body.id, company: 'tangshan', headers: traveller.headers },
      ]
    },
  )

  async function asks(
    headers: Headers,
    route: Route,
    id: string,
    given: Record<string, unknown> = {},
  ): Promise<string> {
    const request = requestTo(route, { id, no: id }, given)
    const key: Headers = route.idempotent ? { 'idempotency-key': newKey() } : {}
    const response = await fetch(`${world.url}${request.address}`, {
      ...{ method: request.method, body: request.body },
      headers: { ...request.headers, ...key, ...headers },
    })
    const text = await response.text()
    const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
    return isProblem ? `${response.status} ${(JSON.parse(text) as Problem).code}` : String(response.status)
  }

  test('nobody is answered without a session, nor with the one of the staff', async () => {
    const answered: Record<string, string[]> = {}
    for (const route of ROUTES) {
      const cookie = { cookie: 'heatpay_staff=0123456789' }
      answered[nameOf(route)] = [await asks({}, route, 'unknown'), await asks(cookie, route, 'unknown')]
    }
    const refused = ROUTES.map((route) => [nameOf(route), ['401 unauthorized', '401 unauthorized']])
    expect(answered).toEqual(Object.fromEntries(refused))
  })

  test('another company’s household, order, invoice and application do not exist', async () => {
    const stranger = await enter(world, 'beijing', 'wechat', 'stranger')
    const answered: Record<string, string> = {}
    for (const [route, { id }] of named()) answered[nameOf(route)] = await asks(stranger.headers, route, id, NAMED)
    expect(answered).toEqual(Object.fromEntries(named().map(([route]) => [nameOf(route), '404 not-found'])))
  })

  test('another resident’s order, invoice and application do not exist', async () => {
    const answered: Record<string, string> = {}
    const rows = named().filter(([{ path }]) => !path.includes('households'))
    for (const [route, { id, company }] of rows) {
      const stranger = await enter(world, company, 'wechat', 'stranger')
      answered[nameOf(route)] = await asks(stranger.headers, route, id, NAMED)
    }
    expect(answered).toEqual(Object.fromEntries(rows.map(([route]) => [nameOf(route), '404 not-found'])))
  })

  test('nor are they named in a body', async () => {
    const [order, , home] = own
    const stranger = await enter(world, 'beijing', 'wechat', 'stranger')
    const given = { orderNo: order?.id, householdId: home?.id }
    const rows = ROUTES.filter(
      (route) =>
        asksFor(['orderNo', 'householdId'], route) || (route.path === '/api/orders' && route.method === 'post'),
    )
    const answered: Record<string, string> = {}
    for (const route of rows) answered[nameOf(route)] = await asks(stranger.headers, route, '', given)
    expect(answered).toEqual({ 'POST /api/orders': '404 not-found', 'POST /api/invoices': '404 not-found' })
  })

  test('and all of them are there for whom they belong to', async () => {
    const answered: Record<string, string> = {}
    for (const [route, { id, headers }] of named()) answered[nameOf(route)] = await asks(headers, route, id, NAMED)
    const refused = Object.entries(answered).filter(([, answer]) => /^(401|403|404|5)/.test(answer))
    // A suspension has no month's mean to be confirmed, and no season of this home was settled.
    expect(refused.map(([name]) => name)).toEqual([
      'POST /api/applications/:id/confirm',
      'POST /api/households/:id/settlement-objections',
      'POST /api/households/:id/refund-applications',
    ])
  })

  /** Each route whose address names something, with it. */
  function named() {
    const rows = ROUTES.filter(({ path }) => path.includes(':'))
    // What takes a thing off its owner's list comes last.
    const last = rows.filter(({ method }) => method === 'delete')
    return [...rows.filter((route) => !last.includes(route)), ...last].map((route) => {
      const thing = own.find(({ path }) => path.test(route.path))
      if (!thing) throw new Error(`nothing to ask ${route.path} for`)
      return [route, thing] as const
    })
  }
})
