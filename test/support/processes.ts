import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import path from 'node:path'
import { PROJECT } from './ports'
import { eventually } from './world'

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Compiles the server when it is older than its sources: the processes run what was built. */
export function buildServer(): void {
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-needed', 'server'], { cwd: PROJECT, stdio: 'ignore' })
}

/** The built server as a process of its own, which can be killed and started again on the same data. */
export interface ServerProcess {
  port: number
  url: string
  /** Resolves when it answers. Throws when the process ends instead. */
  start(): Promise<void>
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
  /** SIGTERM; resolves with its exit code when it has ended by itself. */
  end(): Promise<number | null>
  /** What it has written to its log since it was started last. */
  said(): string
}

/** A server that is not running yet; `env` is its whole configuration beside the port. */
export async function serverProcess(env: Record<string, string>): Promise<ServerProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let said = ''
  const answers = () =>
    fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2000) }).then(
      (response) => response.ok,
      () => false,
    )
  return {
    port,
    url,
    async start() {
      const started = spawn(process.execPath, [path.join(PROJECT, 'dist', 'app', 'server', 'main.js')], {
        env: { PATH: process.env.PATH, TZ: 'Asia/Shanghai', ...env, PORT: String(port) },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      child = started
      said = ''
      started.stderr.on('data', (chunk) => {
        said = (said + chunk).slice(-200_000)
      })
      await eventually(async () => {
        if (started.exitCode !== null)
          throw new Error(`the server ended with ${started.exitCode}: ${said.slice(-2000)}`)
        return answers()
      }, Boolean)
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise((resolve) => child?.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
    },
    async end() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
      const gone = new Promise<number | null>((resolve) => child?.once('exit', resolve))
      child.kill('SIGTERM')
      return gone
    },
    said: () => said,
  }
}
