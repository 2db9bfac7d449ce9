// `npm run sandbox`: the stand-ins of WeChat Pay, Alipay and the bank alone, for people who build other mini-programs.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { buildIfNeeded } from './build.mjs'

process.env.TZ = 'Asia/Shanghai'
await buildIfNeeded(['server'])
if (process.env.HEATPAY_MODE === 'production') {
  process.stderr.write('HEATPAY_MODE=production: there is no sandbox in production\n')
  process.exit(1)
}
const judge = fileURLToPath(new URL('../dist/app/server/judge.js', import.meta.url))
// It makes keys in DATA_DIR: not where the database is production's.
if (spawnSync(process.execPath, [judge], { stdio: 'inherit' }).status !== 0) process.exit(1)
createRequire(import.meta.url)('../dist/app/sandbox/main.js')
