// `npm test`: every suite that this machine can run. Suites that need MariaDB or Chromium run when those are here and
// say loudly that they were skipped when not; with REQUIRE_ALL_SUITES=1 a missing one is a failure.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfNeeded } from './build.mjs'
import { hasMariadb, startMariadb } from './mariadb.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const requireAll = process.env.REQUIRE_ALL_SUITES === '1'
const skipped = []

if (!existsSync('/usr/bin/chromium')) skipped.push('browser suites: no Chromium at /usr/bin/chromium')
if (!hasMariadb()) skipped.push('MariaDB suites: no mariadbd on this machine')
if (requireAll && skipped.length > 0) {
  process.stderr.write(`REQUIRE_ALL_SUITES=1, but:\n${skipped.map((line) => `  ${line}\n`).join('')}`)
  process.exit(1)
}

await buildIfNeeded(['server', 'h5', 'weapp', 'alipay', 'console'])
const mariadb = hasMariadb() ? await startMariadb() : undefined
const jest = spawn(
  process.execPath,
  [path.join(root, 'node_modules', 'jest', 'bin', 'jest.js'), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TZ: 'Asia/Shanghai', ...(mariadb ? { TEST_MARIADB_URL: mariadb.url } : {}) },
  },
)
const code = await new Promise((resolve) => jest.on('close', resolve))
await mariadb?.stop()
for (const line of skipped) process.stderr.write(`SKIPPED ${line}\n`)
process.exitCode = code ?? 1
