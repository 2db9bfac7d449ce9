// How many notifications a second are acknowledged, and how many are acknowledged and booked, beside a server that only verifies
// and answers, and beside the naive way:
//   npm run -s bench:notifications -- --engine sqlite --seconds 5 --runs 3
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startMariadb } from '../../scripts/mariadb.mjs'
import { shootAt } from './client.mjs'
import { startContender } from './contender.mjs'
import { openStage } from './stage.mjs'

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', default: 'sqlite' },
    seconds: { type: 'string', default: '5' },
    runs: { type: 'string', default: '3' },
    connections: { type: 'string', default: '64' },
    most: { type: 'string', default: '12000' },
    /** So many are sent before time is taken: a server that has just begun is not the one that a deadline meets. */
    warm: { type: 'string', default: '2000' },
    without: { type: 'string', multiple: true, default: [] },
    /** A database server that runs already, by its address without a database's name. */
    url: { type: 'string' },
    json: { type: 'string' },
  },
})

const CONTENDERS = ['ceiling', 'heatpay', 'naive'].filter((name) => !options.without.includes(name))
const [seconds, runs, connections, most] = [options.seconds, options.runs, options.connections, options.most].map(
  Number,
)
const warm = Number(options.warm)
const median = (list) => [...list].sort((one, other) => one - other)[Math.floor((list.length - 1) / 2)]

const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-bench-'))
const mariadb = options.engine === 'mariadb' && !options.url ? await startMariadb() : undefined
/** Waits until nothing is left to book. */
async function drained(contender) {
  while ((await contender.left()) > 0) await new Promise((resolve) => setTimeout(resolve, 20))
}

const figures = Object.fromEntries(CONTENDERS.map((name) => [name, []]))
try {
  const stage = await openStage({ folder, payments: most, serverUrl: options.url ?? mariadb?.url })
  for (let run = 1; run <= runs; run++) {
    const shots = stage.signed()
    for (const name of CONTENDERS) {
      const databaseUrl = await stage.databaseFor(name)
      const contender = await startContender(name, { folder, databaseUrl })
      try {
        await shootAt(contender.port, { shots: shots.slice(0, warm), connections, seconds: 60 })
        await drained(contender)
        const usedBefore = await contender.used()
        const shot = await shootAt(contender.port, {
          ...{ shots: shots.slice(warm), connections, seconds },
          endless: name === 'ceiling',
        })
        const began = performance.now()
        await drained(contender)
        const drainSeconds = (performance.now() - began) / 1000
        const cpuMicroseconds = (((await contender.used()) - usedBefore) / shot.answered) * 1e6
        const booked = await contender.booked()
        if (name !== 'ceiling' && booked !== warm + shot.answered)
          throw new Error(`${name} has booked ${booked} of ${warm + shot.answered} payments that it acknowledged`)
        figures[name].push({
          acknowledged: shot.answered / shot.seconds,
          booked: shot.answered / (shot.seconds + drainSeconds),
          p50: shot.p50,
          p99: shot.p99,
          cpuMicroseconds,
        })
        process.stderr.write(`run ${run} ${name}: ${JSON.stringify(figures[name].at(-1))}\n`)
      } finally {
        await contender.stop()
        await stage.dropDatabase(databaseUrl)
      }
    }
  }
} finally {
  await mariadb?.stop()
  rmSync(folder, { recursive: true, force: true })
}

const result = Object.fromEntries(
  Object.entries(figures).map(([name, of]) => [
    name,
    Object.fromEntries(Object.keys(of[0]).map((figure) => [figure, median(of.map((one) => one[figure]))])),
  ]),
)
const { ceiling } = result
for (const [name, { acknowledged, booked, p50, p99, cpuMicroseconds }] of Object.entries(result)) {
  const of = (figure) => (ceiling ? ` (${(figure / ceiling.acknowledged).toFixed(2)})` : '')
  process.stdout.write(
    `${name.padEnd(8)} acknowledged ${acknowledged.toFixed(0)}/s${of(acknowledged)}, and booked ${booked.toFixed(0)}/s${of(booked)}; ` +
      `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms${ceiling ? ` (${(p99 / ceiling.p99).toFixed(1)} ×)` : ''}; ` +
      `${cpuMicroseconds.toFixed(0)} µs of processor time each\n`,
  )
}
if (options.json) writeFileSync(options.json, JSON.stringify({ options, figures, result }, null, 2))
