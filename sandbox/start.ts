import { alipayRoutes } from './alipay/routes'
import { bankRoutes } from './api/bank'
import { bankLineRoutes } from './api/bankLine'
import { clockRoutes, faultRoutes } from './api/clock'
import { merchantConsoleRoutes, notificationRoutes, orderRoutes } from './api/merchantConsole'
import { loginCodeRoutes, messageRoutes } from './api/messages'
import { payRoutes } from './api/pay'
import { openClock, type SandboxClock } from './clock'
import { type Company, readCompanies } from './companies'
import { switchboard } from './faults/switchboard'
import { listen } from './http/listen'
import { loopbackOnly } from './http/router'
import { deliveries } from './notifications/deliver'
import { cashierRoutes } from './pages/cashierRoutes'
import { overviewRoutes } from './pages/overview/routes'
import { prepareSandbox } from './prepare'
import { closeExpired } from './resident/findOrder'
import { settleRefunds } from './resident/pay'
import { openStore } from './store/store'
import { wechatRoutes } from './wechat/routes'
import type { World } from './world'

export interface SandboxOptions {
  dataDir: string
  /** 0 takes a free port. */
  port: number
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
  const companies = options.companies ?? readCompanies()
  const keys = prepareSandbox(options.dataDir, companies)
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
  const listener = await listen(options.port, routes(world)).catch((error: unknown) => {
    store.close()
    throw error
  })
  world.url = `http://127.0.0.1:${listener.port}`
  const timer = everyMs === false ? undefined : setInterval(tickWithoutThrowing, everyMs)
  return {
    url: world.url,
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
  return [
    ...wechatRoutes(world),
    ...alipayRoutes(world),
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
  ].map(loopbackOnly)
}
