import { createServer } from 'node:net'
import path from 'node:path'
import type { Channel } from '../../contract/channelWords'
import type { BillAnswer, HouseholdCard, OrderAnswer, OrderView } from '../../contract/resident'
import { type RunningSandbox, startSandbox } from '../../sandbox/start'
import { type RunningServer, startServer } from '../../server/main'
import { readSettings, type Settings } from '../../server/settings'
import { type Base, openBase } from '../../server/wiring/base'
import type { EmptyPlace } from './engines'

const projectDir = path.resolve(__dirname, '..', '..')

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** An answer over real HTTP, read to its end. */
export interface Answered<T> {
  status: number
  headers: Headers
  text: string
  body: T
}

/** A whole installation on loopback: server and sandbox, real HTTP, real signatures, its own data. */
export interface World {
  url: string
  settings: Settings
  sandbox: RunningSandbox
  /** A second look at the server's data, for assertions. */
  base: Base
  call<T>(
    method: string,
    path: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<Answered<T>>
  /** Talks to the sandbox's own API, /sandbox/api/…; a clock that it sets has been seen by all when it answers. */
  sandboxCall<T>(method: string, path: string, body?: unknown): Promise<Answered<T>>
  restartServer(): Promise<void>
  stop(): Promise<void>
}

/** Starts a world on an empty place; `from` is where configuration and pages are read. */
export async function startWorld(
  place: EmptyPlace,
  env: Record<string, string> = {},
  from = projectDir,
): Promise<World> {
  const port = await freePort()
  const sandboxPort = await freePort()
  const settings = readSettings(
    {
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      DATA_DIR: place.folder,
      DATABASE_URL: place.databaseUrl,
      LOG_LEVEL: 'silent',
      GUARD_ANSWERS: 'on',
      DEMO_DATA: 'off',
      ...env,
    },
    from,
  )
  const url = `http://127.0.0.1:${port}`
  const sandbox = await startSandbox({ dataDir: place.folder, port: sandboxPort, serverUrl: url })
  let server: RunningServer = await startServer(settings)
  const base = await openBase(settings)

  async function call<T>(
    method: string,
    at: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ) {
    const response = await fetch(at, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: 'manual',
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : text) as T }
  }

  /** Server and base look at the clock file at most every 50 ms, each for itself: until both have seen it, time is two times. */
  async function clockIsSeen(): Promise<void> {
    const apart = () => Math.abs(base.clock.now() - sandbox.clock.now())
    while (apart() > 20) await new Promise((resolve) => setTimeout(resolve, 20))
    await new Promise((resolve) => setTimeout(resolve, 60))
  }

  return {
    url,
    settings,
    sandbox,
    base,
    call: (method, at, options) => call(method, `${url}${at}`, options),
    async sandboxCall<T>(method: string, at: string, body?: unknown) {
      const answered = await call<T>(method, `${sandbox.url}${at}`, { body })
      if (method === 'PUT' && at === '/sandbox/api/clock') await clockIsSeen()
      return answered
    },
    async restartServer() {
      await server.close()
      server = await startServer(settings)
    },
    async stop() {
      await server.close()
      await base.close()
      await sandbox.close()
    },
  }
}

let keys = 0
/** A new Idempotency-Key. */
export const newKey = () => `test-key-${++keys}-${process.pid}`

/** A resident with a session: what his phone does, over HTTP. */
export async function enter(world: World, company: string, platform: Channel, person: string) {
  const { body: login } = await world.sandboxCall<{ code: string }>('POST', '/sandbox/api/login-codes', {
    platform,
    company,
    person,
  })
  const session = await world.call<{ token: string }>('POST', '/api/session', {
    body: { company, platform, code: login.code },
  })
  if (session.status !== 200) throw new Error(`no session: ${session.text}`)
  const headers = { authorization: `Bearer ${session.body.token}` }
  return {
    headers,
    lookUp: (userCode: string) =>
      world.call<HouseholdCard>('POST', '/api/households/lookup', { body: { userCode }, headers }),
    /** Puts a household on his list, with the proof that it is his. */
    async proves(userCode: string, proof = '张建国') {
      const body = { userCode, relation: 'own', proof }
      const saved = await world.call<HouseholdCard>('POST', '/api/households', { body, headers })
      if (saved.status !== 200) throw new Error(`not proved: ${saved.text}`)
    },
    bill: (id: string) => world.call<BillAnswer>('GET', `/api/households/${id}/bill`, { headers }),
    order: (body: unknown, key = newKey()) =>
      world.call<OrderAnswer>('POST', '/api/orders', { body, headers: { ...headers, 'idempotency-key': key } }),
    show: (orderNo: string) => world.call<OrderView>('GET', `/api/orders/${orderNo}`, { headers }),
    /** Pays in the sandbox as this person, and tells the server what the phone would. */
    async pay(orderNo: string) {
      const paid = await world.sandboxCall('POST', '/sandbox/api/pay', { orderNo })
      if (paid.status !== 200) throw new Error(`the sandbox did not take the payment: ${paid.text}`)
    },
    clientSays: (orderNo: string, outcome: string) =>
      world.call<OrderView>('POST', `/api/orders/${orderNo}/client-result`, { body: { outcome }, headers }),
  }
}

/** So long is looked for what must become so: on a busy machine all takes ten times as long, and what is so is seen at once. */
const PATIENCE_MS = 120_000

/** Looks until something is so, or fails with what it last saw. */
export async function eventually<T>(
  look: () => Promise<T>,
  isSo: (seen: T) => boolean,
  withinMs = PATIENCE_MS,
): Promise<T> {
  const until = Date.now() + withinMs
  for (;;) {
    const seen = await look()
    if (isSo(seen)) return seen
    if (Date.now() > until) throw new Error(`still not so: ${JSON.stringify(seen)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
