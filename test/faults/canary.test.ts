import fs, { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { RESIDENT_ROUTES } from '../../server/adapters/http/routes'
import type { Route } from '../../server/adapters/http/routing/route'
import { STAFF_ROUTES } from '../../server/adapters/http/staff'
import { addressOf as homeAddress } from '../../server/domain/household/household'
import { type EmptyPlace, emptyPlace } from '../support/engines'
import { requestTo } from '../support/routes/examples'
import { openThings, thingOf } from '../support/routes/things'
import { onDuty } from '../support/staff'
import { enter, newKey, startWorld, type World } from '../support/world'

const HOME = '6201000001'
/** What somebody writes of himself, wherever he may write. */
const WORDS = '家住金丝雀胡同，患者金丝雀甲'
const TYPED = {
  words: WORDS,
  reason: WORDS,
  note: WORDS,
  comment: WORDS,
  answer: WORDS,
  name: '金丝雀甲',
  bankCard: '6217000000000000012',
  phone: '13912345678',
}

/**
 * Whatever is asked of the server, and its jobs do: what names people lies nowhere in clear, in no table, no file, no line of the
 * log. The people are all the demo's households, and what residents and staff type.
 */
describe('personal data in clear', () => {
  let place: EmptyPlace
  let world: World
  const logged: string[] = []

  beforeAll(async () => {
    const write = fs.writeSync
    jest.spyOn(fs, 'writeSync').mockImplementation(((...given: Parameters<typeof write>) => {
      if (given[0] !== 2) return write(...given)
      logged.push(String(given[1]))
      return Buffer.byteLength(String(given[1]))
    }) as typeof write)
    place = await emptyPlace('sqlite')
    mkdirSync(path.join(place.folder, 'sandbox'), { recursive: true })
    const offsetMs = Date.parse('2026-11-22T10:00:00+08:00') - Date.now()
    writeFileSync(path.join(place.folder, 'sandbox', 'clock.json'), JSON.stringify({ offsetMs }))
    world = await startWorld(place, { DEMO_DATA: 'on', LOG_LEVEL: 'debug' })
    await askEverything()
  }, 300_000)
  afterAll(async () => {
    await world?.stop()
    jest.restoreAllMocks()
    await place?.remove()
  })

  async function ask(route: Route, params: Record<string, string>, given: object, headers: Record<string, string>) {
    const request = requestTo(route, params, { ...TYPED, ...given })
    const key: Record<string, string> = route.idempotent ? { 'idempotency-key': newKey() } : {}
    const sent = { method: request.method, body: request.body, headers: { ...request.headers, ...key, ...headers } }
    const answered = await fetch(`${world.url}${request.address}`, sent)
    await answered.arrayBuffer()
    return answered.status
  }

  async function askEverything(): Promise<void> {
    const { read } = world.base.database
    const home = await read.households.byUserCode('lanzhou', HOME)
    if (!home) throw new Error('the demo has no such household')
    const resident = await enter(world, 'lanzhou', 'wechat', 'canary')
    await resident.proves(HOME, home.owner)
    const { orderNo } = (await resident.order({ kind: 'whole', householdId: home.id })).body.order
    const params = { id: home.id, no: orderNo }
    const given = { householdId: home.id, orderNo, userCode: HOME, title: { kind: 'personal', name: '金丝雀甲' } }
    const statuses = new Map<number, number>()
    const counted = (status: number) => statuses.set(status, (statuses.get(status) ?? 0) + 1)
    const own = RESIDENT_ROUTES.filter(
      ({ access, path: at, method }) => access.realm === 'resident' && !(method === 'delete' && at.includes('session')),
    )
    for (const route of own) counted(await ask(route, params, given, resident.headers))
    const manager = await onDuty(world, 'all-manager', 'manager')
    const admin = await onDuty(world, 'all-admin', 'admin')
    const things = await openThings(world, manager, admin)
    for (const route of STAFF_ROUTES) {
      if (route.access.realm !== 'staff') continue
      const thing = thingOf(things, route.path)
      const who = route.access.anyOf.includes('manage-staff') ? admin : manager
      const asked = { ...thing.fields, company: thing.company }
      counted(await ask(route, thing.params, asked, who.headers))
      if (route.method === 'get' && route.query)
        counted(await ask(route, thing.params, { ...asked, format: 'xlsx' }, who.headers))
    }
    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([])
    expect((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0)).toBeGreaterThan(60)
  }

  /** All that must not lie in clear anywhere. */
  async function secrets(): Promise<string[]> {
    const { read } = world.base.database
    const all: string[] = ['金丝雀', TYPED.bankCard, TYPED.phone]
    // The demo's telephone numbers look like its user codes, which are no secret.
    const codes = new Set<string>()
    for (const company of ['lanzhou', 'beijing', 'tangshan', 'baoji', 'binzhou']) {
      for (const home of await read.households.page(company, '', 1000)) {
        codes.add(home.userCode)
        // A company's name, or a public building's, is no person's.
        const person = home.identityNumber === null ? [] : [home.owner, home.identityNumber]
        all.push(
          ...person,
          ...[home.phone, home.bankCard, home.room ? homeAddress(home) : null].filter((one) => one !== null),
        )
      }
    }
    return [...new Set(all)].filter((one) => one.length >= 3 && ![...codes].some((code) => code.includes(one)))
  }

  const hits = (text: string, all: readonly string[]) => all.filter((one) => text.includes(one))

  test('no column of any table', async () => {
    const all = await secrets()
    expect(all.length).toBeGreaterThan(100)
    const { writer } = world.base.database
    const tables: { name: string }[] = await writer.query("SELECT name FROM sqlite_master WHERE type = 'table'")
    const found: string[] = []
    for (const { name } of tables) {
      const rows: Record<string, unknown>[] = await writer.query(`SELECT * FROM "${name}"`)
      for (const row of rows)
        for (const [column, value] of Object.entries(row)) {
          const text = Buffer.isBuffer(value) ? value.toString('utf8') : String(value)
          const [hit] = hits(text, all)
          if (hit !== undefined) found.push(`${name}.${column}: ${hit}`)
        }
    }
    expect([...new Set(found)]).toEqual([])
  })

  test('no file below the data folder, and none that another user of the machine may read', async () => {
    const all = await secrets()
    const files = readdirSync(place.folder, { recursive: true, encoding: 'utf8' }).filter(
      // The sandbox is somebody else's: a bank, two channels. A payout file is the bank's order: cards and names, as it wants them.
      (name) => !/^(sandbox|payouts)\b/.test(name) && statSync(path.join(place.folder, name)).isFile(),
    )
    const open = files.filter((name) => (statSync(path.join(place.folder, name)).mode & 0o077) !== 0)
    const found = files.flatMap((name) =>
      hits(readFileSync(path.join(place.folder, name)).toString('utf8'), all).map((hit) => `${name}: ${hit}`),
    )
    expect(files.length).toBeGreaterThan(3)
    expect([open, found]).toEqual([[], []])
  })

  test('no line of the log', async () => {
    expect(logged.length).toBeGreaterThan(0)
    expect(hits(logged.join(''), await secrets())).toEqual([])
  })
})
