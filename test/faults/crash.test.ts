import type { OrderAnswer } from '../../contract/resident'
import { type RunningSandbox, startSandbox } from '../../sandbox/start'
import { readSettings } from '../../server/settings'
import { type Base, openBase } from '../../server/wiring/base'
import { seeded } from '../support/chance'
import { onEachEngine } from '../support/engines'
import { withBill } from '../support/households'
import { PROJECT } from '../support/ports'
import { buildServer, freePort, type ServerProcess, serverProcess } from '../support/processes'
import { eventually } from '../support/world'

const HOUSEHOLDS = 12
const CRASHES = Number(process.env.CRASHES ?? 8)

onEachEngine('SIGKILL at any moment of the money path', (newPlace) => {
  let place: Awaited<ReturnType<typeof newPlace>>
  let sandbox: RunningSandbox
  let base: Base
  let server: ServerProcess

  beforeAll(async () => {
    buildServer()
    place = await newPlace()
    const env = {
      SANDBOX_PORT: String(await freePort()),
      DATA_DIR: place.folder,
      DATABASE_URL: place.databaseUrl,
      DEMO_DATA: 'off',
      LOG_LEVEL: 'silent',
    }
    server = await serverProcess(env)
    const settings = readSettings({ ...env, PORT: String(server.port) }, PROJECT)
    sandbox = await startSandbox({ dataDir: place.folder, port: settings.sandboxPort, serverUrl: server.url })
    base = await openBase(settings)
    await server.start()
  })
  afterAll(async () => {
    await server.kill()
    await base.close()
    await sandbox.close()
    await place.remove()
  })

  test(`killed ${CRASHES} times while ${HOUSEHOLDS} homes pay: each once, and nothing is lost`, async () => {
    const chance = seeded(20261121)
    const post = async <T>(at: string, body: unknown, headers: Record<string, string> = {}) => {
      const response = await fetch(at, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      })
      return { status: response.status, body: (await response.json()) as T }
    }
    let crashing = true
    const crashes = (async () => {
      for (let crash = 0; crash < CRASHES; crash++) {
        await new Promise((resolve) => setTimeout(resolve, 40 + chance() * 400))
        await server.kill()
        await server.start()
      }
      crashing = false
    })()

    /** A resident who does not give up: what fails is tried again, with the same Idempotency-Key. */
    async function payBill(n: number): Promise<string> {
      const household = await withBill(
        base,
        { company: 'lanzhou', userCode: `66${String(n).padStart(8, '0')}`, buildingArea: '10.00' },
        '2026-2027',
        '2026-10-31',
      )
      const persist = <T>(deed: () => Promise<T | undefined>) =>
        eventually(
          () => deed().catch(() => undefined),
          (seen) => seen !== undefined,
        ) as Promise<T>
      const login = () =>
        post<{ code: string }>(`${sandbox.url}/sandbox/api/login-codes`, {
          platform: 'wechat',
          company: 'lanzhou',
          person: `p${n}`,
        })
      const token = await persist(async () => {
        const { body } = await login()
        const session = await post<{ token?: string }>(`${server.url}/api/session`, {
          company: 'lanzhou',
          platform: 'wechat',
          code: body.code,
        })
        return session.body.token
      })
      const headers = { authorization: `Bearer ${token}`, 'idempotency-key': `crash-story-${n}` }
      let attempt = 0
      const orderNo = await persist(async () => {
        attempt += 1
        const { status, body } = await post<OrderAnswer>(
          `${server.url}/api/orders`,
          { kind: 'whole', householdId: household.id },
          { ...headers, 'idempotency-key': `crash-story-${n}-${attempt}` },
        )
        return status === 201 ? body.order.orderNo : undefined
      })
      await post(`${sandbox.url}/sandbox/api/pay`, { orderNo })
      return household.id
    }
    const households: string[] = []
    let next = 0
    await Promise.all(
      Array.from({ length: 3 }, async () => {
        while (next < HOUSEHOLDS || crashing) {
          if (next >= HOUSEHOLDS * 6) break
          households.push(await payBill(next++))
        }
      }),
    )
    await crashes
    expect(households.length).toBeGreaterThanOrEqual(HOUSEHOLDS)
    for (const id of households) {
      const paid = await eventually(
        () => base.database.read.payments.byHousehold(id),
        (payments) => payments.length > 0,
      )
      expect(paid.map(({ amountFen, outcome }) => [amountFen, outcome])).toEqual([[25_000, 'applied']])
      const [bill] = await base.database.read.bills.byHousehold(id)
      expect(bill?.appliedFen).toBe(25_000)
    }
    expect(await base.database.read.inbox.unprocessed(Number.MAX_SAFE_INTEGER, 10)).toEqual([])
    expect(await base.database.read.suspense.open('lanzhou')).toEqual([])
  })
})
