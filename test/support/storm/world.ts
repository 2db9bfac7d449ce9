import { type RunningSandbox, startSandbox } from '../../../sandbox/start'
import { readSettings } from '../../../server/settings'
import { type Base, openBase } from '../../../server/wiring/base'
import { type Balancer, startBalancer } from '../balancer'
import { seeded } from '../chance'
import type { EmptyPlace } from '../engines'
import { PROJECT } from '../ports'
import { freePort, type ServerProcess, serverProcess } from '../processes'

/** An installation of several server processes behind one address, with the sandbox as its channels. */
export interface StormWorld {
  url: string
  sandbox: RunningSandbox
  servers: readonly ServerProcess[]
  /** A look into the same database, for the finance desk and for assertions. */
  base: Base
  stop(): Promise<void>
}

/** Starts so many server processes on an empty place. */
export async function startStormWorld(place: EmptyPlace, processes: number): Promise<StormWorld> {
  const [door, sandboxPort] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${door}`
  const env = {
    PUBLIC_URL: url,
    SANDBOX_PORT: String(sandboxPort),
    DATA_DIR: place.folder,
    DATABASE_URL: place.databaseUrl,
    DEMO_DATA: 'off',
    LOG_LEVEL: 'silent',
    GUARD_ANSWERS: 'on',
  }
  const sandbox = await startSandbox({ dataDir: place.folder, port: sandboxPort, serverUrl: url })
  const base = await openBase(readSettings({ ...env, PORT: String(door) }, PROJECT))
  const servers: ServerProcess[] = []
  for (let n = 0; n < processes; n++) servers.push(await serverProcess(env))
  await Promise.all(servers.map((server) => server.start()))
  const balancer: Balancer = await startBalancer(
    door,
    servers.map(({ port }) => port),
  )
  return {
    ...{ url, sandbox, servers, base },
    async stop() {
      await Promise.all(servers.map((server) => server.kill()))
      await balancer.close()
      await base.close()
      await sandbox.close()
    },
  }
}

/** Lets sandbox time run faster than the machine's; the given function ends that. */
export function hurryTime({ sandbox }: StormWorld, extraMsPerSecond: number): () => void {
  const timer = setInterval(() => sandbox.clock.setOffset(sandbox.clock.offsetMs() + extraMsPerSecond), 1000)
  return () => clearInterval(timer)
}

/** Kills one server after the other at moments that a seed chooses, so many times, and starts each again at once. */
export async function killServers({ servers }: StormWorld, times: number, seed: number): Promise<void> {
  const chance = seeded(seed)
  for (let crash = 0; crash < times; crash++) {
    await new Promise((resolve) => setTimeout(resolve, 20 + chance() * 1500))
    const victim = servers[Math.floor(chance() * servers.length)]
    await victim?.kill()
    await victim?.start()
  }
}
