import { alipayRoutes } from './alipay/routes'
import { bankRoutes } from './api/bank'
import { bankLineRoutes } from './api/bankLine'
import { clockRoutes, faultRoutes } from './api/clock'
import { merchantConsoleRoutes, notificationRoutes, orderRoutes } from './api/merchantConsole'
import { merchantRoutes } from './api/merchants'
import { loginCodeRoutes, messageRoutes } from './api/messages'
import { payRoutes } from './api/pay'
import { openClock, type SandboxClock } from './clock'
import { type Company, readCompanies } from './companies'
import { switchboard } from './faults/switchboard'
import { listen } from './http/listen'
import { loopbackOnly } from './http/router'
import { unknownAddress } from './http/unknown'
import { ownMerchants, takeIn } from './keys/ownMerchants'
import { deliveries } from './notifications/deliver'
import { cashierRoutes } from './pages/cashierRoutes'
import { overviewRoutes } from './pages/overview/routes'
import { prepareSandbox } from './prepare'
import { referenceRoute } from './reference'
import { closeExpired } from './resident/findOrder'
import { settleRefunds } from './resident/pay'
import type { TlsFiles } from './settings'
import { openStore } from './store/store'
import { wechatRoutes } from './wechat/routes'
import type { World } from './world'

export interface SandboxOptions {
  dataDir: string
  /** 0 takes a free port. */
  port: number
  /** The interface; the loopback by default. */
  host?: string
  /** How others reach it; its own address by default. */
  publicUrl?: string
  tls?: TlsFiles
  /** A file of merchants of one's own, beside the companies. */
  merchantsFile?: string
  /** The heating server's address, e.g. http://127.0.0.1:8080. */
  serverUrl: string
  /** Default: the companies of config/rulebooks, else the five of domain.md. */
  companies?: readonly Company[]
  /** Stands in for the machine's clock in tests. */
  machineNow?: () => number
  /** How often to look for what fell due, in milliseconds; `false`: only when `tick` is called, for tests that want to see each step. */
  everyMs?: number | false
}

export interface RunningSandbox {
  url: string
  clock: SandboxClock
  world: World
  /** Does all that is due on the sandbox's clock: expiry, refunds, notifications. Resolves when deliveries were answered. */
  tick(): Promise<void>
  close(): Promise<void>
}

const LOOK_EVERY = 250

/** Starts the stand-ins of WeChat Pay, Alipay and the bank on one loopback port. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  // Bills and orders name people: what a sandbox writes is its user's alone, as the server's files are.
  process.umask(0o077)
  const known = options.companies ?? readCompanies()
  const keys = prepareSandbox(options.dataDir, known)
  const companies = [...known]
  const own = ownMerchants(options.dataDir, options.merchantsFile)
  for (const merchant of own) takeIn({ keys, companies }, merchant)
  const store = openStore(options.dataDir)
  const { dataDir, serverUrl } = options
  const clock = openClock(dataDir, options.machineNow)
  const everyMs = options.everyMs ?? LOOK_EVERY
  let hurried: NodeJS.Immediate | undefined
  const hurry = () => {
    if (everyMs === false || hurried) return
    hurried = setImmediate(() => {
      hurried = undefined
      tickWithoutThrowing()
    })
  }
  const world: World = {
    ...{ keys, clock, store, companies, dataDir, serverUrl, hurry },
    faults: switchboard(store),
    url: '',
    deliver: () => office.run(),
  }
  const office = deliveries(world)
  const tick = async () => {
    closeExpired(world)
    settleRefunds(world)
    await office.run()
  }
  const tickWithoutThrowing = () =>
    void tick().catch((error: unknown) => console.error('sandbox: a look at what is due failed:', error))
  const listener = await listen(
    { port: options.port, host: options.host ?? '127.0.0.1', ...(options.tls ? { tls: options.tls } : {}) },
    routes(world),
    unknownAddress,
  ).catch((error: unknown) => {
    store.close()
    throw error
  })
  world.url = options.publicUrl ?? listener.url
  const timer = everyMs === false ? undefined : setInterval(tickWithoutThrowing, everyMs)
  return {
    url: listener.url,
    ...{ clock, world, tick },
    async close() {
      clearInterval(timer)
      clearImmediate(hurried)
      await listener.close()
      await office.stop()
      store.close()
    },
  }
}

function routes(world: World) {
  const all = [
    ...wechatRoutes(world),
    ...alipayRoutes(world),
    ...merchantRoutes(world),
    ...clockRoutes(world),
    ...loginCodeRoutes(world),
    ...orderRoutes(world),
    ...payRoutes(world),
    ...merchantConsoleRoutes(world),
    ...notificationRoutes(world),
    ...messageRoutes(world),
    ...faultRoutes(world),
    ...bankRoutes(world),
    ...bankLineRoutes(world),
    ...cashierRoutes(world),
    ...overviewRoutes(world),
  ]
  return [...all, referenceRoute(all, () => world.url)].map(loopbackOnly)
}
