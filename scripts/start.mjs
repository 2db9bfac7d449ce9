// `npm start`: builds what is missing, then runs the sandbox (in sandbox mode) and the server, and ends them together.
import { fork, spawnSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfNeeded } from './build.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const sandboxed = (process.env.HEATPAY_MODE || 'sandbox') === 'sandbox'
const children = []
let ending = false
/** So long a server may take to end: it drains, lets end what is under way, and writes what is left (docs/operations.md). */
const patienceMs =
  (Number(process.env.DRAIN_SECONDS || (sandboxed ? 0 : 8)) + Number(process.env.END_SECONDS || 20) + 10) * 1000

function end(code) {
  if (ending) return
  ending = true
  process.exitCode = code
  for (const child of children) child.kill('SIGTERM')
  setTimeout(() => {
    for (const child of children) child.kill('SIGKILL')
  }, patienceMs).unref()
}

/** Runs a built program as a child that ends with us; resolves when it says that it is ready. */
function run(program) {
  const child = fork(path.join(root, 'dist', 'app', program), {
    cwd: process.cwd(),
    env: { ...process.env, TZ: 'Asia/Shanghai' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  children.push(child)
  child.once('exit', (code, signal) => {
    if (!ending) process.stderr.write(`${program} ended (${signal ?? code})\n`)
    end(code || (ending ? 0 : 1))
  })
  return new Promise((resolve) => child.on('message', (message) => message?.ready && resolve(message)))
}

process.on('SIGINT', () => end(0))
process.on('SIGTERM', () => end(0))

// npm starts us through a shell that keeps a SIGTERM to itself: when it is gone, nobody is left who could end us.
const parent = process.ppid
if (process.env.npm_lifecycle_event)
  setInterval(() => {
    if (process.ppid !== parent) end(0)
  }, 500).unref()

await buildIfNeeded(['server'])
// Before the sandbox, which makes keys: a database of production, or a wrong setting, is refused with nothing written.
const judge = path.join(root, 'dist', 'app', 'server', 'judge.js')
if (sandboxed && spawnSync(process.execPath, [judge], { stdio: 'inherit' }).status !== 0) process.exit(1)
await buildIfNeeded(['h5', 'console'])
if (sandboxed) await run('sandbox/main.js')
await run('server/main.js')
