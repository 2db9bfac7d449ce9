import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { type BankNames, bankNames } from './adapters/banks/bankNames'
import { type OpenDatabase, openDatabase } from './adapters/db/database'
import { placeOf } from './adapters/db/dataSource'
import { faultText } from './adapters/rulebooks/fault'
import { loadRulebooks } from './adapters/rulebooks/loadRulebooks'
import { sandboxClock, systemClock } from './adapters/system/clock'
import { randomIds } from './adapters/system/ids'
import { createLog } from './adapters/system/log'
import { createSealing } from './adapters/system/sealing'
import { areSandboxSecrets, readSecrets, type Secrets } from './adapters/system/secrets'
import type { Clock, Ids, Log } from './application/ports'
import { type LiveRulebooks, liveRulebooks } from './application/season/liveRulebooks'
import { type SourceName, sourceNames } from './domain/payment/sourceName'
import type { Rulebooks } from './domain/rulebook/rulebook'
import { BadSettings, type Settings } from './settings'
import { asSet } from './startFault'

/** What server and command line have in common: the ports, opened on the world that the settings name. */
export interface Base {
  settings: Settings
  secrets: Secrets
  log: Log
  clock: Clock
  ids: Ids
  rulebooks: LiveRulebooks
  database: OpenDatabase
  bankNames: BankNames
  /** What channels and banks are called, everywhere. */
  sourceName: SourceName
  close(): Promise<void>
}

/** The rulebooks of a folder; throws BadSettings with file, line and reason when one is wrong. */
function readRulebooks(folder: string): Rulebooks {
  const loaded = loadRulebooks(folder)
  if (loaded.outcome === 'wrong') throw new BadSettings(loaded.faults.map(faultText))
  return loaded.rulebooks
}

/** Opens the base: reads the rulebooks (a wrong one stops the start), opens and migrates the database. */
export async function openBase(settings: Settings): Promise<Base> {
  await asSet('DATA_DIR', () => mkdirSync(settings.dataDir, { recursive: true }))
  const written = readRulebooks(path.join(settings.projectDir, 'config', 'rulebooks'))
  const secrets = readSecrets(settings.dataDir, settings)
  if (settings.mode === 'production' && areSandboxSecrets(settings.dataDir, secrets)) {
    throw new BadSettings([
      'RESIDENT_TOKEN_SECRET, FIELD_KEYS: production refuses the secrets that a sandbox made in DATA_DIR',
    ])
  }
  const clock =
    settings.mode === 'sandbox' ? sandboxClock(path.join(settings.dataDir, 'sandbox', 'clock.json')) : systemClock()
  const database = await asSet('DATABASE_URL', () =>
    openDatabase(placeOf(settings.databaseUrl), createSealing(secrets.fieldKeys)),
  )
  const rulebooks = liveRulebooks(written, database.read)
  await rulebooks.refresh()
  const names = bankNames(path.join(settings.projectDir, 'config', 'banks'))
  return {
    settings,
    secrets,
    log: createLog(settings.logLevel),
    clock,
    ids: randomIds(clock),
    rulebooks,
    database,
    bankNames: names,
    sourceName: sourceNames(names.of),
    close: () => database.close(),
  }
}
