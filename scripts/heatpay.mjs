// `npm run -s heatpay -- <command>`: builds the server if it is missing or stale, then runs the command in this process.
import { createRequire } from 'node:module'
import path from 'node:path'
import { buildIfNeeded } from './build.mjs'

process.env.TZ = 'Asia/Shanghai'
await buildIfNeeded(['server'])
const require = createRequire(import.meta.url)
if ((process.env.HEATPAY_MODE || 'sandbox') === 'sandbox') {
  const dataDir = path.resolve(process.env.DATA_DIR || './data')
  const { isPrepared, notePrepared } = require('../dist/app/sandbox/prepared.js')
  if (!isPrepared(dataDir)) {
    require('../dist/app/sandbox/prepare.js').prepareSandbox(dataDir)
    notePrepared(dataDir)
  }
}
process.exitCode = await require('../dist/app/server/cli/main.js').runHeatpay(process.argv.slice(2))
