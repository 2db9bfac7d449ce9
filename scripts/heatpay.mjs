// `npm run -s heatpay -- <command>`: builds the server if it is missing or stale, then runs the command in this process.
import { createRequire } from 'node:module'
import { buildIfNeeded } from './build.mjs'

process.env.TZ = 'Asia/Shanghai'
await buildIfNeeded(['server'])
const require = createRequire(import.meta.url)

/** A sandbox's keys, when the settings and the database were judged to be one's and before anything is written. */
function prepareSandbox({ mode, dataDir }) {
  if (mode !== 'sandbox') return
  const { isPrepared, notePrepared } = require('../dist/app/sandbox/prepared.js')
  if (isPrepared(dataDir)) return
  require('../dist/app/sandbox/prepare.js').prepareSandbox(dataDir)
  notePrepared(dataDir)
}

process.exitCode = await require('../dist/app/server/cli/main.js').runHeatpay(process.argv.slice(2), prepareSandbox)
