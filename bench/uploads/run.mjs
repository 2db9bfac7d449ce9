// How long acknowledgements of notifications take while staff upload hostile files, beside how long they take without:
//   npm run -s bench:uploads -- --notifications 300 --uploads 10 --rows 20000
// Server and notifier share one process here, so that what blocks the server is seen at its worst.
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

process.env.TZ = 'Asia/Shanghai'
const require = createRequire(import.meta.url)
require('../../scripts/sources.cjs')
const { cellsInLastColumn } = require('../../test/support/hostileFiles.ts')
const { clockIn, hire } = require('../../test/support/staff.ts')
const { acknowledgementsDuring, handIn } = require('../../test/support/uploadsInFlight.ts')
const { startWorld } = require('../../test/support/world.ts')

const { values: options } = parseArgs({
  options: {
    notifications: { type: 'string', default: '300' },
    uploads: { type: 'string', default: '10' },
    rows: { type: 'string', default: '20000' },
    json: { type: 'boolean' },
  },
})

const sorted = (list) => [...list].sort((one, other) => one - other)
const share = (list, part) => sorted(list)[Math.min(list.length - 1, Math.floor(list.length * part))]
const figures = (list) => ({
  notifications: list.length,
  medianMs: Number(share(list, 0.5).toFixed(1)),
  p99Ms: Number(share(list, 0.99).toFixed(1)),
  longestMs: Number(share(list, 1).toFixed(1)),
})

const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-bench-'))
const world = await startWorld({ folder, databaseUrl: `sqlite:${path.join(folder, 'heatpay.sqlite')}` })
try {
  await hire(world.base, 'zhao', 'accountant')
  const desk = await clockIn(world, 'zhao')
  const bytes = await cellsInLastColumn(Number(options.rows))
  await acknowledgementsDuring(world, 50)
  const before = await acknowledgementsDuring(world, Number(options.notifications))
  const began = performance.now()
  const uploads = Promise.all(
    Array.from({ length: Number(options.uploads) }, (_, at) => handIn(desk, world, bytes, `${at}.xlsx`)),
  )
  const during = await acknowledgementsDuring(world, uploads)
  const seconds = (performance.now() - began) / 1000
  const answered = (await uploads).map(({ status }) => status)
  const after = await acknowledgementsDuring(world, Number(options.notifications))
  const without = figures([...before, ...after])
  const inFlight = figures(during)
  const ratio = Number((inFlight.p99Ms / without.p99Ms).toFixed(2))
  const result = { fileBytes: bytes.length, answered, seconds, without, inFlight, ratio }
  if (options.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  else {
    for (const [name, of] of Object.entries({ without, 'in flight': inFlight })) {
      process.stdout.write(
        `${name.padEnd(10)} ${of.notifications} notifications: median ${of.medianMs} ms, p99 ${of.p99Ms} ms, longest ${of.longestMs} ms\n`,
      )
    }
    process.stdout.write(
      `${answered.length} uploads in ${seconds.toFixed(1)} s; p99 in flight ${ratio} × that without\n`,
    )
  }
} finally {
  await world.stop()
  rmSync(folder, { recursive: true, force: true })
}
