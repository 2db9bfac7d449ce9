import path from 'node:path'
import { loadMerchants, type MerchantBook } from './adapters/channels/merchants'
import type { Log } from './application/ports/system'
import { BadSettings, type Settings } from './settings'

/** A key that was changed is used so much later. */
const LOOK_EVERY_MS = 200

/** Where the companies' numbers and keys are: the folder that the settings name, or in sandbox mode the sandbox's own. */
export function merchantsFolder({ merchantsDir, dataDir }: Pick<Settings, 'merchantsDir' | 'dataDir'>): string {
  return merchantsDir ?? path.join(dataDir, 'sandbox', 'keys')
}

/** The companies' numbers and keys. Throws BadSettings when they cannot be read, and in production on a sandbox's. */
export function openMerchants({ settings, log }: { settings: Settings; log: Log }): MerchantBook {
  const sandboxFolder = path.join(settings.dataDir, 'sandbox', 'keys')
  try {
    return loadMerchants({
      mode: settings.mode,
      folder: merchantsFolder(settings),
      sandboxFolder,
      log,
      lookEveryMs: LOOK_EVERY_MS,
    })
  } catch (error) {
    throw new BadSettings([`MERCHANTS_DIR: ${error instanceof Error ? error.message : String(error)}`])
  }
}
