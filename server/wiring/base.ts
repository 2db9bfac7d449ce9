import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { type BankNames, bankNames } from '../adapters/banks/bankNames'
import { type OpenDatabase, openDatabase } from '../adapters/db/database'
import { databaseLocationOf } from '../adapters/db/dataSource'
import { noteIdentity } from '../adapters/db/identity'
import { sandboxClock, systemClock } from '../adapters/system/clock'
import { randomIds } from '../adapters/system/ids'
import { createLog } from '../adapters/system/log'
import { closeToOthers, keepFilesPrivate } from '../adapters/system/privateFiles'
import { createSealing, readSecrets, type Secrets } from '../adapters/system/secrets'
import { createSecurityLog, type SecurityLog } from '../application/common/securityEvents'
import type { Clock, Ids, Log } from '../application/ports/system'
import { type SourceName, sourceNames } from '../domain/payment/payment'
import type { Rulebooks } from '../domain/rulebook/rulebook'
import { judgeStart, type Purpose } from '../judgeStart'
import { BadSettings, type Settings } from '../settings'
import { asSet } from '../startFault'
import { openRulebooks } from './rulebooks'

/** What server and command line have in common: the ports, opened on the world that the settings name. */
export interface Base {
  settings: Settings
  secrets: Secrets
  log: Log
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  database: OpenDatabase
  bankNames: BankNames
  /** What channels and banks are called, everywhere. */
  sourceName: SourceName
  /** What may be an attack is told here. */
  security: SecurityLog
  close(): Promise<void>
}

/** What is done between judging and writing; tells what else is made at a first start, e.g. a sandbox's keys. */
export interface Opening {
  purpose?: Purpose
  beforeWriting?: () => void
}

/**
 * Opens the base: judges all settings and what the database is (nothing is written before), then makes what is missing of
 * DATA_DIR, opens and migrates the database, and notes at the first start what it is.
 */
export async function openBase(
  settings: Settings,
  { purpose = 'command', beforeWriting }: Opening = {},
): Promise<Base> {
  const written = await judgeStart(settings, purpose)
  const log = createLog(settings.logLevel)
  keepFilesPrivate()
  await asSet('DATA_DIR', () => mkdirSync(settings.dataDir, { recursive: true }))
  beforeWriting?.()
  const secrets = readSecrets(settings.dataDir, settings)
  const clock =
    settings.mode === 'sandbox' ? sandboxClock(path.join(settings.dataDir, 'sandbox', 'clock.json')) : systemClock()
  const place = databaseLocationOf(settings.databaseUrl)
  const open = closeInstallation(settings)
  if (open.length > 0) log.warn({ open }, 'other users of this machine can read these')
  const sealing = createSealing(secrets.fieldKeys)
  const database = await asSet('DATABASE_URL', () => openDatabase(place, sealing, sayWhenAway(log)))
  const noted = await noteIdentity(database, { mode: settings.mode, sealing, now: clock.now() })
  if (noted !== settings.mode) {
    await database.close()
    throw new BadSettings([`HEATPAY_MODE: at this moment another process made this database a ${noted} one`])
  }
  const ids = randomIds(clock)
  const rulebooks = await openRulebooks({ database, clock, ids, log }, written)
  const security = createSecurityLog({ database, clock, ids, log })
  const names = bankNames(path.join(settings.projectDir, 'config', 'banks'))
  return {
    settings,
    secrets,
    log,
    clock,
    ids,
    rulebooks,
    database,
    bankNames: names,
    sourceName: sourceNames(names.of),
    security,
    async close() {
      await security.flush()
      await database.close()
    },
  }
}

/** One line when the database goes and one when it comes back, however many are kept waiting. */
const sayWhenAway =
  (log: Log) =>
  (away: boolean): void =>
    away
      ? log.error({}, 'the database does not answer: until it does, requests get 503')
      : log.warn({}, 'the database answers again')

/** Closes what an earlier version left open to other users of the machine; gives what could not be. */
function closeInstallation({ dataDir, databaseUrl, auditHeadFile }: Settings): string[] {
  const place = databaseLocationOf(databaseUrl)
  const files = place.engine === 'sqlite' ? ['', '-wal', '-shm'].map((end) => `${place.file}${end}`) : []
  return [dataDir, ...files, auditHeadFile].filter((one) => !closeToOthers(one))
}
