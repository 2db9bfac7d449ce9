// `npm test`: every suite that this machine can run. Suites that need MariaDB or Chromium run when those are here and
// say loudly that they were skipped when not; with REQUIRE_ALL_SUITES=1 a missing one is a failure. With
// RETRY_FAILED_SUITES=1 a suite that fails is run once more, and only what fails twice is red.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfNeeded } from './build.mjs'
import { hasMariadb, startMariadb } from './mariadb.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const requireAll = process.env.REQUIRE_ALL_SUITES === '1'
const skipped = []

if (!existsSync('/usr/bin/chromium')) skipped.push('browser suites: no Chromium at /usr/bin/chromium')
if (!hasMariadb()) skipped.push('MariaDB suites: no mariadbd on this machine')
if (!existsSync('/usr/sbin/haproxy')) skipped.push('rolling restart: no HAProxy at /usr/sbin/haproxy')
if (!existsSync('/usr/bin/promtool')) skipped.push('alarm rules: no promtool at /usr/bin/promtool')
if (requireAll && skipped.length > 0) {
  process.stderr.write(`REQUIRE_ALL_SUITES=1, but:\n${skipped.map((line) => `  ${line}\n`).join('')}`)
  process.exit(1)
}

await buildIfNeeded(['server', 'h5', 'weapp', 'alipay', 'console'])
/** Where databases with the schema in them are kept, to be copied for each story (test/support/templates.ts). */
const templates = await mkdtemp(path.join(os.tmpdir(), 'heatpay-templates-'))
/**
 * The stories' MariaDB makes and drops a database for each: with all tables in one file, and a disk that need not survive a power
 * cut (its process may), that takes a third of the time. Suites about the disk itself start a MariaDB of their own.
 */
const FOR_STORIES = [
  '--skip-innodb-file-per-table',
  '--innodb-flush-log-at-trx-commit=2',
  '--skip-innodb-doublewrite',
  '--debug-no-sync',
]
const mariadb = hasMariadb() ? await startMariadb(FOR_STORIES) : undefined

/** Runs jest with these arguments; gives its exit code. */
async function runJest(args) {
  const jest = spawn(process.execPath, [path.join(root, 'node_modules', 'jest', 'bin', 'jest.js'), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      TZ: 'Asia/Shanghai',
      TEST_TEMPLATES: templates,
      ...(mariadb ? { TEST_MARIADB_URL: mariadb.url } : {}),
    },
  })
  return (await new Promise((resolve) => jest.on('close', resolve))) ?? 1
}

/** Runs all suites, and those that failed once more, one after the other: on a busy machine a suite may wait in vain. */
async function runTwice(args) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'heatpay-test-'))
  const results = path.join(folder, 'results.json')
  try {
    const code = await runJest([...args, '--json', `--outputFile=${results}`])
    if (code === 0 || !existsSync(results)) return code
    const failed = JSON.parse(await readFile(results, 'utf8'))
      .testResults.filter(({ status }) => status === 'failed')
      .map(({ name }) => name)
    if (failed.length === 0) return code
    process.stderr.write(`FAILED, and run once more by themselves:\n${failed.map((file) => `  ${file}\n`).join('')}`)
    return await runJest(['--runInBand', '--runTestsByPath', ...failed])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const args = process.argv.slice(2)
process.exitCode = await (process.env.RETRY_FAILED_SUITES === '1' ? runTwice(args) : runJest(args))
await mariadb?.stop()
await rm(templates, { recursive: true, force: true })
for (const line of skipped) process.stderr.write(`SKIPPED ${line}\n`)
