// Reconciles one day of WeChat with so many rows, beside two baselines that answer the same question in the same run:
//   npm run -s bench:reconcile -- --rows 100000,1000000 --engine sqlite,mariadb --runs 3 --json results.json
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import mysql from 'mysql2/promise'
import { buildIfNeeded } from '../../scripts/build.mjs'
import { hasMariadb, startMariadb } from '../../scripts/mariadb.mjs'
import { measure } from '../support/measure.mjs'
import { COMPANY, DATE, KINDS, plantedIn } from './day.mjs'
import { HEATPAY, makePlace } from './place.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    engine: { type: 'string', default: 'sqlite' },
    runs: { type: 'string', default: '3' },
    planted: { type: 'string', default: '100' },
    json: { type: 'string' },
    help: { type: 'boolean' },
  },
})
if (options.help) {
  process.stdout.write(
    'bench:reconcile --rows 100000,1000000,5000000 --engine sqlite,mariadb --runs 3 --planted 100 [--json FILE]\n',
  )
  process.exit(0)
}

const numbers = (text) => text.split(',').map((part) => Number(part.trim()))
const perKind = Number(options.planted)
const runs = Number(options.runs)

/** All planted differences and only those, whoever found them; says what is wrong, or undefined. */
function wrongIn(output, rows) {
  const found = Object.fromEntries(KINDS.map((kind) => [kind, []]))
  for (const { kind, orderNo } of JSON.parse(output).differences) {
    if (!found[kind]) return `an unknown kind: ${kind}`
    found[kind].push(orderNo)
  }
  for (const [kind, orderNos] of Object.entries(plantedIn(rows, perKind))) {
    if (JSON.stringify(found[kind].sort()) !== JSON.stringify(orderNos.sort())) {
      return `${kind}: ${found[kind].length} found, ${orderNos.length} planted`
    }
  }
  return undefined
}

const median = (list) => [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)]

/** The median of several runs, in turns with the others so that a busy machine is busy for all. */
function summary(measured) {
  const failed = measured.find((run) => run.failed)
  if (failed) return { failed: failed.failed }
  return Object.fromEntries(
    ['seconds', 'cpuSeconds', 'peakMiB'].map((figure) => [figure, median(measured.map((run) => run[figure]))]),
  )
}

async function oneSize(rows, engine, server) {
  const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-bench-'))
  let databaseUrl
  try {
    if (engine === 'mariadb') {
      const admin = await mysql.createConnection(`${server.url}/mysql`)
      await admin.query(`CREATE OR REPLACE DATABASE bench_${rows}`)
      await admin.end()
      databaseUrl = `${server.url}/bench_${rows}`
    }
    process.stderr.write(`${engine}, ${rows} rows: making the books and the bill …\n`)
    const { env, bill, books, merchant } = await makePlace(folder, { rows, perKind, databaseUrl })
    const reconcile = [
      HEATPAY,
      'reconcile',
      '--company',
      COMPANY,
      '--channel',
      'wechat',
      '--date',
      DATE,
      '--bill',
      bill,
    ]
    const contenders = {
      heatpay: () => measure([...reconcile, '--json'], env),
      duckdb: () => measure([path.join(here, 'duckdb.mjs'), bill, books, merchant.mchid, DATE]),
      obvious: () => measure([path.join(here, 'obvious.mjs'), bill, merchant.mchid, DATE], env),
    }
    const measured = { heatpay: [], duckdb: [], obvious: [] }
    for (let run = 0; run < runs; run++) {
      for (const [name, contend] of Object.entries(contenders)) {
        if (measured[name].some(({ failed }) => failed)) continue
        process.stderr.write(`${engine}, ${rows} rows: ${name}, run ${run + 1} of ${runs} …\n`)
        const done = await contend()
        const wrong = done.failed ? undefined : wrongIn(done.output, rows)
        if (wrong) throw new Error(`${name} is wrong: ${wrong}`)
        measured[name].push(done)
      }
    }
    return Object.fromEntries(Object.entries(measured).map(([name, all]) => [name, summary(all)]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
    if (databaseUrl) {
      const admin = await mysql.createConnection(`${server.url}/mysql`)
      await admin.query(`DROP DATABASE bench_${rows}`)
      await admin.end()
    }
  }
}

function told({ engine, rows, results }) {
  const lines = Object.entries(results).map(([name, { failed, seconds, cpuSeconds, peakMiB }]) => {
    if (failed) return `  ${name.padEnd(8)} ${failed}`
    const ratio = results.duckdb.failed ? '' : `  ${(seconds / results.duckdb.seconds).toFixed(2)} × DuckDB`
    return `  ${name.padEnd(8)} ${seconds.toFixed(2).padStart(7)} s  ${cpuSeconds.toFixed(2).padStart(7)} s CPU  ${peakMiB.toFixed(0).padStart(5)} MiB${ratio}`
  })
  return [
    `${engine}, ${rows.toLocaleString('en')} rows, ${perKind} differences of each of ${KINDS.length} kinds`,
    ...lines,
  ].join('\n')
}

await buildIfNeeded(['server'])
const engines = options.engine.split(',')
if (engines.includes('mariadb') && !hasMariadb()) throw new Error('no MariaDB on this machine')
const server = engines.includes('mariadb') ? await startMariadb() : undefined
const all = []
try {
  for (const engine of engines) {
    for (const rows of numbers(options.rows)) {
      const result = { engine, rows, results: await oneSize(rows, engine, server) }
      all.push(result)
      process.stdout.write(`${told(result)}\n`)
    }
  }
} finally {
  await server?.stop()
}
if (options.json) writeFileSync(options.json, `${JSON.stringify({ cpus: cpus().length, runs, all }, null, 2)}\n`)
