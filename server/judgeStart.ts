import path from 'node:path'
import { loadAccounts } from './adapters/accounts/loadAccounts'
import { loadBanks } from './adapters/banks/loadBanks'
import { databaseLocationOf } from './adapters/db/dataSource'
import type { DatabaseFound } from './adapters/db/identity'
import { inspectDatabase } from './adapters/db/inspectDatabase'
import { readInboxSettings } from './adapters/inbox/settings'
import { loadWording } from './adapters/messages/loadWording'
import { faultText, type LoadOutcome, loadRulebooks } from './adapters/rulebooks/loadRulebooks'
import { knownBanks } from './adapters/rulebooks/unknownBanks'
import { createLog } from './adapters/system/log'
import { areSandboxSecrets, createSealing, knownFieldKeys } from './adapters/system/secrets'
import { loadVoucherTemplates } from './adapters/vouchers/voucherFiles'
import type { Rulebooks } from './domain/rulebook/rulebook'
import { merchantsFolder, openMerchants } from './merchants'
import { BadSettings, type Settings } from './settings'
import { asSet } from './startFault'

/** What the start is for: a server takes money and needs keys for it; a command may run before any are there. */
export type Purpose = 'server' | 'command'

/**
 * Judges all that a start hangs on before anything is written or migrated: configuration files, secrets, merchants, and what
 * the database is. Gives the rulebooks' files as they are written, a wrong one with its faults; throws BadSettings with each
 * reason.
 */
export async function judgeStart(settings: Settings, purpose: Purpose): Promise<WrittenRulebooks> {
  const rulebooks = readRulebooks(settings.projectDir)
  readConfig(settings.projectDir)
  judgeSecrets(settings)
  // Before the merchants: who forgot the mode is to read that, and not what a sandbox would miss.
  judgeDatabase(await asSet('DATABASE_URL', () => inspectDatabase(databaseLocationOf(settings.databaseUrl))), settings)
  judgeMerchants(settings, purpose, rulebooks.rulebooks)
  return rulebooks
}

export type WrittenRulebooks = Omit<LoadOutcome, 'outcome'>

/** The rulebooks of a folder; throws BadSettings with file, line and reason when none can be read. */
function readRulebooks(projectDir: string): WrittenRulebooks {
  const loaded = loadRulebooks(path.join(projectDir, 'config', 'rulebooks'), knownBanks(projectDir))
  if (loaded.files.length === 0) throw new BadSettings(loaded.faults.map(faultText))
  return loaded
}

/** Reads the other files of config/ as those will who need them later. */
function readConfig(projectDir: string): void {
  const reasons: string[] = []
  const read = (name: string, load: () => unknown) => {
    try {
      load()
    } catch (error) {
      reasons.push(`config/${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const banks = loadBanks(path.join(projectDir, 'config', 'banks'))
  if (banks.outcome === 'wrong') reasons.push(...banks.reasons)
  read('ledger-accounts.yaml', () => loadAccounts(projectDir))
  read('messages.yaml', () => loadWording(projectDir))
  read('vouchers', () => loadVoucherTemplates(projectDir))
  if (reasons.length > 0) throw new BadSettings(reasons)
}

function judgeSecrets(settings: Settings): void {
  if (settings.mode === 'production' && areSandboxSecrets(settings.dataDir, settings)) {
    throw new BadSettings([
      'RESIDENT_TOKEN_SECRET, FIELD_KEYS: production refuses the secrets that a sandbox made in DATA_DIR',
    ])
  }
}

/** A server without any merchant would say that it is ready and could take no payment. */
function judgeMerchants(settings: Settings, purpose: Purpose, rulebooks: Rulebooks): void {
  // A command of a sandbox may be what has its keys made.
  if (settings.mode === 'sandbox' && purpose === 'command') return
  const merchants = openMerchants({ settings, log: createLog('silent') })
  const folder = merchantsFolder(settings)
  try {
    readInboxSettings(folder)
  } catch (error) {
    throw new BadSettings([`MERCHANTS_DIR: ${error instanceof Error ? error.message : String(error)}`])
  }
  const companies = rulebooks.all().filter(({ example }) => example === undefined)
  if (purpose === 'server' && !companies.some(({ id }) => hasChannel(merchants.of(id)))) {
    throw new BadSettings([`MERCHANTS_DIR: ${folder} has no merchant of any company: no payment could be taken`])
  }
}

const hasChannel = (of: { wechat?: unknown; alipay?: unknown } | undefined) => !!of && !!(of.wechat || of.alipay)

/**
 * Holds what the database is to the mode. A database that ever met a sandbox is no production's: its money was played. One of
 * production takes part in nothing unless production is said: the mode left out must never be what fills it with demo data.
 */
function judgeDatabase(found: DatabaseFound, settings: Settings): void {
  const { mode, modeSaid } = settings
  const played = found.sandboxBecause ?? (found.noted === 'sandbox' ? 'was a sandbox’s' : undefined)
  if (mode === 'production' && played !== undefined) {
    throw new BadSettings([`DATABASE_URL: this database ${played}; production needs an empty one`])
  }
  if (mode === 'sandbox' && found.noted === 'production') {
    throw new BadSettings([
      modeSaid
        ? 'HEATPAY_MODE: this database is production’s; no sandbox works on it'
        : 'HEATPAY_MODE: this database is production’s; say HEATPAY_MODE=production. Nothing was written',
    ])
  }
  if (!modeSaid && found.filled && found.noted === undefined && played === undefined) {
    throw new BadSettings([
      'HEATPAY_MODE: this database holds data and does not say whose; say HEATPAY_MODE=production, or =sandbox. Nothing was written',
    ])
  }
  judgeFieldKeys(found.sealed, settings)
}

/** Whether the keys at hand open what is there: a wrong one would be met by the first resident. */
function judgeFieldKeys(sealed: readonly string[], settings: Settings): void {
  if (sealed.length === 0) return
  const keys = knownFieldKeys(settings.dataDir, settings)
  const closed = sealed.filter((value) => !opens(keys, value))
  if (closed.length === 0) return
  const ids = [...new Set(closed.map((value) => value.split('.')[0]))].join(', ')
  throw new BadSettings([`FIELD_KEYS: this database holds data that none of them opens (key id ${ids})`])
}

function opens(keys: Buffer[], value: string): boolean {
  if (keys.length === 0) return false
  try {
    createSealing(keys).open(value)
    return true
  } catch {
    return false
  }
}
