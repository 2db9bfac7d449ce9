// How long the finance desk waits: board, inbox, search, ledger and approvals with so many payments in the books, over HTTP.
//   npm run -s bench:desk -- --payments 20000 --runs 20 --json results.json
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildIfNeeded } from '../../scripts/build.mjs'
import { HEATPAY } from '../reconcile/place.mjs'
import { measure } from '../support/measure.mjs'

const require = createRequire(import.meta.url)
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')
const { values: options } = parseArgs({
  options: {
    payments: { type: 'string', default: '20000' },
    runs: { type: 'string', default: '20' },
    approvals: { type: 'string', default: '200' },
    json: { type: 'string' },
  },
})
const COMPANY = 'lanzhou'
const DATE = '2026-11-20'
const [payments, runs, approvals] = [Number(options.payments), Number(options.runs), Number(options.approvals)]

/** Money in suspense with nobody's order, to be proposed and approved. */
function addSuspense(file, count) {
  const database = new (require('better-sqlite3'))(file)
  database.exec('BEGIN')
  for (let n = 0; n < count; n++) {
    const id = `01DESK${String(n).padStart(20, '0')}`
    const at = Date.parse(`${DATE}T12:00:00+08:00`)
    database
      .prepare(
        `INSERT INTO payments (id, company, source, transaction_id, amount_fen, paid_at, paid_on, outcome, refunded_fen, refund_parts, recorded_at)
          VALUES (?, ?, 'wechat', ?, 100, ?, ?, 'suspense', 0, 0, ?)`,
      )
      .run(id, COMPANY, `DESK${n}`, at, DATE, at)
    database
      .prepare(
        `INSERT INTO suspense_items (id, company, payment_id, reason, amount_fen, owner, status, opened_at)
          VALUES (?, ?, ?, 'unknown-order', 100, 'finance-desk', 'open', ?)`,
      )
      .run(id, COMPANY, id, at)
  }
  database.exec('COMMIT')
  const [home] = database
    .prepare('SELECT user_code AS userCode FROM households WHERE company = ? ORDER BY id LIMIT 1')
    .all(COMPANY)
  const [paid] = database
    .prepare("SELECT transaction_id AS number FROM payments WHERE outcome = 'applied' ORDER BY id DESC LIMIT 1")
    .all()
  database.close()
  return { userCode: home.userCode, number: paid.number }
}

async function freePort() {
  const server = net.createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Starts server and sandbox on free ports; gives the address once it answers. */
async function startServer(env) {
  const [port, sandbox] = [await freePort(), await freePort()]
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts', 'start.mjs')], {
    cwd: ROOT,
    env: { ...process.env, TZ: 'Asia/Shanghai', ...env, PORT: String(port), SANDBOX_PORT: String(sandbox) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const url = `http://127.0.0.1:${port}`
  for (let looks = 0; looks < 600; looks++) {
    if (child.exitCode !== null) throw new Error(`the server has ended: ${child.exitCode}`)
    const up = await fetch(`${url}/console/api/demo`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (up) break
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return {
    url,
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** Somebody at the console: reads and writes as the page does. */
async function atConsole(url, role) {
  const demo = await (await fetch(`${url}/console/api/demo`)).json()
  const { loginName } = demo.logins.find((one) => one.role === role)
  const json = { 'content-type': 'application/json' }
  const body = JSON.stringify({ loginName, password: demo.password, totp: demo.code })
  const answered = await fetch(`${url}/console/api/session`, { method: 'POST', headers: json, body })
  if (!answered.ok) throw new Error(await answered.text())
  const cookie = (answered.headers.get('set-cookie') ?? '').split(';')[0]
  const { csrf } = await answered.json()
  const headers = { cookie, 'x-heatpay-csrf': csrf }
  const asked = async (method, at, given) => {
    const response = await fetch(`${url}/console/api${at}`, {
      method,
      headers: given ? { ...headers, ...json } : headers,
      body: given && JSON.stringify(given),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${at}: ${text}`)
    return JSON.parse(text)
  }
  return { get: (at) => asked('GET', at), post: (at, given) => asked('POST', at, given) }
}

const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)]

await buildIfNeeded(['server'])
const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-desk-'))
const env = { DATA_DIR: folder, LOG_LEVEL: 'silent', DEMO_DATA: 'on' }
try {
  const made = await measure(
    [
      HEATPAY,
      'simulate',
      '--company',
      COMPANY,
      '--date',
      DATE,
      '--payments',
      String(payments),
      '--seed',
      '1',
      '--out',
      path.join(folder, 'day'),
      '--json',
    ],
    env,
  )
  if (made.failed) throw new Error(`no simulated day: ${made.failed}`)
  const known = addSuspense(path.join(folder, 'heatpay.sqlite'), approvals)
  const server = await startServer(env)
  try {
    const maker = await atConsole(server.url, 'accountant')
    const checker = await atConsole(server.url, 'manager')
    for (let n = 0; n < approvals; n++) {
      const exit = { company: COMPANY, exit: 'credit-next-season', userCode: known.userCode }
      await maker.post(`/suspense/01DESK${String(n).padStart(20, '0')}/exit`, exit)
    }
    const of = `company=${COMPANY}`
    const pages = {
      board: `/board?${of}`,
      'work-counts': `/work-counts?${of}`,
      inbox: `/work?${of}&scope=all`,
      'search by user code': `/search?${of}&q=${known.userCode}`,
      'search by number': `/search?${of}&q=${known.number}`,
      'search by name': `/search?${of}&q=${encodeURIComponent('张建国')}`,
      'search by amount': `/search?${of}&q=1116.63`,
      ledger: `/transfers?${of}`,
      'ledger of one account': `/transfers?${of}&account=clearing:wechat`,
      'ledger by amount': `/transfers?${of}&sort=amount`,
      approvals: `/approvals?${of}&status=proposed&size=200`,
      differences: `/differences?${of}`,
    }
    const results = {}
    for (const [name, at] of Object.entries(pages)) {
      await maker.get(at)
      const times = []
      for (let n = 0; n < runs; n++) {
        const before = performance.now()
        await maker.get(at)
        times.push(performance.now() - before)
      }
      results[name] = { medianMs: Number(median(times).toFixed(1)), mostMs: Number(Math.max(...times).toFixed(1)) }
      process.stdout.write(`${name.padEnd(24)} ${results[name].medianMs} ms (most ${results[name].mostMs})\n`)
    }
    const waiting = await checker.get(`/approvals?${of}&status=proposed&size=200`)
    const chosen = waiting.rows.slice(0, approvals).map(({ id, payloadHash }) => ({ id, payloadHash }))
    const before = performance.now()
    const { results: decided } = await checker.post('/approvals/approve-many', { approvals: chosen })
    const seconds = Number(((performance.now() - before) / 1000).toFixed(2))
    const done = decided.filter((one) => one.done).length
    process.stdout.write(`${done} of ${chosen.length} approvals by one person in ${seconds} s\n`)
    if (options.json) {
      writeFileSync(
        options.json,
        JSON.stringify({ payments, results, approvals: { done, of: chosen.length, seconds } }, null, 2),
      )
    }
  } finally {
    await server.stop()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
