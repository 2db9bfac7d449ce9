// Starts a private MariaDB for tests: own folder, own free port, loopback only, ended by its process id. As a command it starts
// one with the options given, writes its url on a line of its own, and ends it when its standard input ends.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const FOLDERS = ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/usr/local/sbin']
const find = (name) => FOLDERS.map((folder) => path.join(folder, name)).find((file) => existsSync(file))

/** Whether a MariaDB server is on this machine. */
export function hasMariadb() {
  return Boolean(find('mariadbd') && find('mariadb-install-db'))
}

async function freePort() {
  const server = net.createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function answers(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('data', () => resolve(true))
    socket.once('error', () => resolve(false))
    setTimeout(() => resolve(false), 500).unref()
  }).finally(() => {})
}

/** Gives `{ url, stop }`; the url names no database, tests add their own. `options` are more of the server's own. */
export async function startMariadb(options = []) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'heatpay-mariadb-'))
  const data = path.join(folder, 'data')
  const user = os.userInfo().username
  const installed = spawnSync(
    find('mariadb-install-db'),
    [
      '--no-defaults',
      `--user=${user}`,
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ],
    { encoding: 'utf8' },
  )
  if (installed.status !== 0) throw new Error(`mariadb-install-db failed:\n${installed.stdout}\n${installed.stderr}`)
  const port = await freePort()
  let said = ''
  let stopping = false
  let child
  const start = () => {
    child = spawn(
      find('mariadbd'),
      [
        '--no-defaults',
        `--user=${user}`,
        `--datadir=${data}`,
        `--socket=${path.join(folder, 'socket')}`,
        `--port=${port}`,
        '--bind-address=127.0.0.1',
        '--skip-name-resolve',
        '--max-connections=400',
        '--innodb-buffer-pool-size=256M',
        ...options,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    child.stderr.on('data', (chunk) => {
      said = (said + chunk).slice(-20_000)
    })
  }
  start()
  for (let attempt = 0; !(await answers(port)); attempt++) {
    if (attempt > 100 || child.exitCode !== null) throw new Error(`MariaDB did not start:\n${said}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  // A server that crashes takes the stories of that moment with it, not all that come after.
  const startAgain = (code, signal) => {
    if (stopping) return
    const [crash = said] = said.match(/got signal[\s\S]*?(?=Optimizer switch|Writing a core|$)/) ?? []
    process.stderr.write(`MariaDB ended by itself (${signal ?? code}) and is started again:\n${crash}\n`)
    start()
    child.once('exit', startAgain)
  }
  child.once('exit', startAgain)
  return {
    url: `mysql://root@127.0.0.1:${port}`,
    async stop() {
      stopping = true
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url, stop } = await startMariadb(process.argv.slice(2))
  process.stdout.write(`${url}\n`)
  process.stdin.on('end', stop).resume()
}
