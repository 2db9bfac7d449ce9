import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import path from 'node:path'
import type { OrderAnswer } from '../../contract/resident'
import { type RunningSandbox, startSandbox } from '../../sandbox/start'
import { type Base, openBase } from '../../server/compose'
import { readSettings } from '../../server/settings'
import { onEachEngine } from '../support/engines'
import { withBill } from '../support/households'
import { eventually } from '../support/world'

const root = path.resolve(__dirname, '..', '..')
const HOUSEHOLDS = 12
const CRASHES = Number(process.env.CRASHES ?? 12)

/** Chance that can be told again (mulberry32). */
function seeded(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

onEachEngine('SIGKILL at any moment of the money path', (newPlace) => {
  let place: Awaited<ReturnType<typeof newPlace>>
  let sandbox: RunningSandbox
  let base: Base
  let server: ChildProcess | undefined
  let env: Record<string, string>
  let url: string

  const up = () =>
    eventually(
      () =>
        fetch(`${url}/healthz`).then(
          (response) => response.ok,
          () => false,
        ),
      Boolean,
      20_000,
    )
  async function start() {
    server = spawn(process.execPath, [path.join(root, 'dist', 'app', 'server', 'main.js')], {
      env: { ...process.env, ...env },
      stdio: 'ignore',
    })
    await up()
  }
  async function kill() {
    const gone = new Promise((resolve) => server?.once('exit', resolve))
    server?.kill('SIGKILL')
    await gone
  }

  beforeAll(async () => {
    execFileSync(process.execPath, ['scripts/build.mjs', '--if-needed', 'server'], { cwd: root, stdio: 'ignore' })
    place = await newPlace()
    const [port, sandboxPort] = [await freePort(), await freePort()]
    url = `http://127.0.0.1:${port}`
    env = {
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      DATA_DIR: place.folder,
      DATABASE_URL: place.databaseUrl,
      DEMO_DATA: 'off',
      LOG_LEVEL: 'silent',
      TZ: 'Asia/Shanghai',
    }
    sandbox = await startSandbox({ dataDir: place.folder, port: sandboxPort, serverUrl: url })
    base = await openBase(readSettings(env, root))
    await start()
  }, 120_000)
  afterAll(async () => {
    await kill()
    await base.close()
    await sandbox.close()
    await place.remove()
  })

  test(`killed ${CRASHES} times while ${HOUSEHOLDS} households pay: each pays once, and nothing is lost`, async () => {
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
        await kill()
        await start()
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
          60_000,
        ) as Promise<T>
      const login = () =>
        post<{ code: string }>(`${sandbox.url}/sandbox/api/login-codes`, {
          platform: 'wechat',
          company: 'lanzhou',
          person: `p${n}`,
        })
      const token = await persist(async () => {
        const { body } = await login()
        const session = await post<{ token?: string }>(`${url}/api/session`, {
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
          `${url}/api/orders`,
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
    await up()
    expect(households.length).toBeGreaterThanOrEqual(HOUSEHOLDS)
    for (const id of households) {
      const paid = await eventually(
        () => base.database.read.payments.byHousehold(id),
        (payments) => payments.length > 0,
        60_000,
      )
      expect(paid.map(({ amountFen, outcome }) => [amountFen, outcome])).toEqual([[25_000, 'applied']])
      const [bill] = await base.database.read.bills.byHousehold(id)
      expect(bill?.appliedFen).toBe(25_000)
    }
    expect(await base.database.read.inbox.unprocessed(10)).toEqual([])
    expect(await base.database.read.suspense.open('lanzhou')).toEqual([])
  }, 280_000)
})
