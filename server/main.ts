import { existsSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { payoutLayout } from './adapters/banks/payout/layout'
import { databaseLocationOf } from './adapters/db/dataSource'
import { sharedRequestCounter } from './adapters/db/requestCounts'
import { createHttpApp } from './adapters/http/app'
import { createDraining } from './adapters/http/draining'
import { createIdempotent } from './adapters/http/idempotent'
import { createMetrics } from './adapters/http/metrics'
import { createResidentAuth } from './adapters/http/residentAuth'
import { startLoop } from './adapters/jobs/loop'
import { auditHeadFile } from './adapters/system/auditHeadFile'
import { createChannelClocks } from './adapters/system/channelClocks'
import { systemClock } from './adapters/system/clock'
import { createPasswords } from './adapters/system/staffSecrets'
import { watchMachine } from './adapters/watch/machine'
import { createRunJobs } from './application/common/runJobs'
import { createExportHeads } from './application/integrity/exportedHeads'
import type { JobKind } from './application/ports/work'
import { ASKED_FILE_JOBS, FILE_JOBS_BY_TIME, RULEBOOK_JOBS, SEASON_JOBS } from './application/ports/work'
import { merchantsFolder } from './merchants'
import { createSeedDemo } from './rehearsal/demo/seedDemo'
import { createSeedDemoStaff } from './rehearsal/demo/seedDemoStaff'
import { BadSettings, readSettings, type Settings } from './settings'
import { asSet } from './startFault'
import { type Base, openBase } from './wiring/base'
import { openChannels, sandboxUrlOf } from './wiring/channels'
import { demoFiles } from './wiring/demoFiles'
import { composeReadiness } from './wiring/readiness'
import { composeResidents, MESSAGE_JOBS } from './wiring/residents'
import { seasonPorts } from './wiring/season'
import { openShared } from './wiring/shared'
import { composeStaff } from './wiring/staff'
import { composeRetention, composeWatch } from './wiring/watch'

const POLL_JOBS_EVERY_MS = 300
const LOOK_INTO_INBOX_EVERY_MS = 1000
const POLL_TELLING_EVERY_MS = 1000
const POLL_FILES_EVERY_MS = 300
const POLL_MORNING_EVERY_MS = 5000
const LOOK_AT_KEYS_EVERY_MS = 60_000
const LOOK_AT_CHAINS_EVERY_MS = 5000
const DAY_MS = 24 * 3_600_000
const TELL_SECURITY_EVERY_MS = 1000
const POLL_RULEBOOKS_EVERY_MS = 2000
const RAISE_ALARMS_EVERY_MS = 15_000

/** Longer than a proxy keeps a connection that it does not use: it must never send into one that we are closing. */
const KEEP_ALIVE_MS = 75_000

/**
 * A running server. `close` ends it so that nobody notices behind a proxy that asks /readyz: it is not ready any more and takes no job;
 * after DRAIN_SECONDS the listener is closed; then what is under way may end.
 */
export interface RunningServer {
  url: string
  close(): Promise<void>
}

/** The composition root: opens the world, wires verbs to routes and jobs, and listens on loopback or behind a proxy. */
export async function startServer(settings: Settings): Promise<RunningServer> {
  const base = await openBase(settings, { purpose: 'server' })
  const { database, clock, rulebooks, log } = base
  await prepareData(base)
  const unguarded = await database.unguarded()
  if (unguarded.length > 0) log.warn({ tables: unguarded }, 'the database itself does not guard its entries')
  const metrics = createMetrics()
  const clocks = createChannelClocks()
  const draining = createDraining()
  const machine = watchMachine(
    { merchantsDir: merchantsFolder(settings), dataDir: settings.dataDir },
    clocks,
    systemClock().now,
  )
  const { turned, forcedToken } = machine
  const opened = openChannels(base, { meter: { ...metrics.channelCalls, turned, forcedToken }, clocks })
  const watch = composeWatch(base, machine)
  const readiness = composeReadiness(base, opened.merchants, { clocks, draining: draining.isOn })
  const shared = openShared(base, opened)
  const { verbs, works, inbox, telling } = composeResidents(base, opened.channels, shared)
  const staff = composeStaff(base, shared)
  const app = createHttpApp({
    verbs,
    realm: {
      auth: createResidentAuth({ secret: base.secrets.residentTokenSecret, clock, database }),
      idempotent: createIdempotent(base),
    },
    metrics,
    log,
    version: versionOf(settings.projectDir),
    staff,
    pageFolder: path.join(settings.projectDir, 'dist', 'h5'),
    consoleFolder: path.join(settings.projectDir, 'dist', 'console'),
    sandboxUrl: sandboxUrlOf(base),
    trustedProxies: settings.trustedProxies,
    guardAnswers: settings.guardAnswers,
    counter: isShared(base) ? sharedRequestCounter(database, clock.now) : undefined,
    security: { tell: base.security.tell, key: base.secrets.residentTokenSecret },
    ready: readiness.ready,
    answers: database.answers,
    draining,
    measures: watch.measures,
  })
  const kinds = (Object.keys(works) as JobKind[]).filter((kind) => !MESSAGE_JOBS.some((telling) => telling === kind))
  const { files } = staff.verbs
  const common = {
    database,
    clock,
    log,
    works: { ...works, ...files.works, ...staff.verbs.afterSeason.works, ...staff.verbs.rulebooks.works },
  }
  const runJobs = createRunJobs({ ...common, kinds })
  const runMessageJobs = createRunJobs({ ...common, kinds: MESSAGE_JOBS })
  const runFileJobs = createRunJobs({ ...common, kinds: ASKED_FILE_JOBS })
  const runSeasonJobs = createRunJobs({ ...common, kinds: [...SEASON_JOBS, ...RULEBOOK_JOBS] })
  const runFileJobsByTime = createRunJobs({ ...common, kinds: FILE_JOBS_BY_TIME })
  const openFileJobs = async () => {
    await files.openInboxes()
    // What is overdue is raised in the evening, no matter who fetches the files.
    await (settings.fetchDaily ? files.fetchDay.open() : files.overdueDay.openAlone())
    return 0
  }
  const exportHeads = createExportHeads({
    ...base,
    file: auditHeadFile(settings.auditHeadFile),
    copy: settings.auditHeadCopy === undefined ? undefined : auditHeadFile(settings.auditHeadCopy),
    tell: base.security.tell,
    everyMs: settings.auditHeadMinutes * 60_000,
  })
  await exportHeads.always()
  const server = app.listen(settings.port, settings.listenAddress)
  await asSet(
    'PORT',
    () => new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject)),
  )
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.headersTimeout = KEEP_ALIVE_MS + 5000
  for (const { what, company, why } of readiness.off()) log.warn({ what, company }, `off: ${why}`)
  const jobLoops = [
    startLoop('jobs', runJobs, POLL_JOBS_EVERY_MS, log),
    // Messages can wait for payments.
    startLoop('telling', async () => (inbox.isBusy() ? 0 : runMessageJobs()), POLL_TELLING_EVERY_MS, log),
    startLoop('files', runFileJobs, POLL_FILES_EVERY_MS, log),
    startLoop('season', runSeasonJobs, POLL_TELLING_EVERY_MS, log),
    startLoop('looking', runFileJobsByTime, POLL_TELLING_EVERY_MS, log),
    startLoop('days’ files', openFileJobs, POLL_MORNING_EVERY_MS, log),
    startLoop('reminders', () => telling.openReminders().then(() => 0), POLL_MORNING_EVERY_MS, log),
    startLoop('channel keys', () => telling.refreshKeys().then(() => 0), LOOK_AT_KEYS_EVERY_MS, log),
    startLoop('chains', () => exportHeads.due().then(() => 0), LOOK_AT_CHAINS_EVERY_MS, log),
    startLoop('what is over', () => forgetWhatIsOver(base), LOOK_AT_KEYS_EVERY_MS, log),
    startLoop('what is old', composeRetention(base), LOOK_AT_KEYS_EVERY_MS, log),
  ]
  // As long as requests may come these are needed here.
  const servingLoops = [
    ...(watch.isOn ? [startLoop('alarms', () => watch.raiseAlarms().then(() => 0), RAISE_ALARMS_EVERY_MS, log)] : []),
    startLoop('inbox', () => inbox.waiting(), LOOK_INTO_INBOX_EVERY_MS, log),
    startLoop('security events', base.security.flush, TELL_SECURITY_EVERY_MS, log),
    startLoop('rulebooks', () => rulebooks.refresh().then(() => 0), POLL_RULEBOOKS_EVERY_MS, log),
  ]
  const stop = (loops: readonly { stop(): Promise<void> }[]) => Promise.all(loops.map((loop) => loop.stop()))
  async function end(): Promise<void> {
    draining.begin()
    const jobsEnded = stop(jobLoops)
    await new Promise((resolve) => setTimeout(resolve, settings.drainSeconds * 1000))
    const closed = new Promise((resolve) => server.close(resolve))
    // A connection whose answer had begun before may be kept alive by its client: it is idle a moment later.
    const idle = setInterval(() => server.closeIdleConnections(), 100)
    const cut = setTimeout(() => server.closeAllConnections(), settings.endSeconds * 1000)
    await Promise.all([closed, jobsEnded, stop(servingLoops)])
    clearInterval(idle)
    clearTimeout(cut)
    await inbox.stop()
    // Without a database there is nothing to export, and the next start does it.
    await exportHeads.always().catch((error: unknown) => log.error({ error: String(error) }, 'heads not exported'))
    await base.close()
  }
  let ending: Promise<void> | undefined
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => (ending ??= end()),
  }
}

/** Sandbox mode has its demo households and staff. */
async function prepareData(base: Base): Promise<void> {
  if (!base.settings.demo) return
  const seeded = await createSeedDemo({
    ...seasonPorts(base),
    layout: payoutLayout,
    files: demoFiles(base.settings.projectDir),
  })()
  if (seeded.outcome === 'wrong') throw new BadSettings(seeded.reasons)
  const { added } = await createSeedDemoStaff({ ...base, passwords: createPasswords() })()
  base.log.info({ ...seeded, staffAdded: added }, 'demo data')
}

/** Throws away what is kept for a while only: counts whose span is over, tries and answers of a day ago. */
const forgetWhatIsOver = ({ database, clock }: Base): Promise<number> =>
  database.transaction(async (store) => {
    await store.loginFailures.forgetBefore(clock.now() - DAY_MS)
    await store.idempotency.forgetBefore(clock.now() - DAY_MS, 500)
    return store.guessCounts.forgetOver(clock.now(), 500)
  })

/** Whether other processes may work on the same database. */
const isShared = ({ settings }: Base): boolean => databaseLocationOf(settings.databaseUrl).engine === 'mariadb'

function versionOf(projectDir: string): string {
  const file = path.join(projectDir, 'package.json')
  return existsSync(file) ? String(JSON.parse(readFileSync(file, 'utf8')).version) : 'unknown'
}

async function main(): Promise<void> {
  const running = await startServer(readSettings())
  process.stdout.write(`ready ${running.url}\n`)
  process.send?.({ ready: true, url: running.url })
  const stop = () => {
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`did not end well: ${error instanceof Error ? error.stack : error}\n`)
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // Started by scripts/start.mjs: ends with it, however it ends.
  process.once('disconnect', stop)
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof BadSettings ? error.message : error instanceof Error ? error.stack : error}\n`,
    )
    process.exit(1)
  })
}
