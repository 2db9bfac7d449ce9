import path from 'node:path'
import { bankCardChecker } from '../adapters/banks/cardCheck'
import { loadBankLines } from '../adapters/banks/line'
import { payoutBank } from '../adapters/banks/payout'
import { payoutFolder, payoutLayout } from '../adapters/banks/payout/layout'
import { photoFolder, sealedPhotos } from '../adapters/files/folders'
import { createSealing } from '../adapters/system/secrets'
import type { AfterSeasonPorts } from '../application/heatSettlement'
import type { SeasonPorts } from '../application/season'
import type { Base } from './base'

/** What a season's verbs are made of; photos are kept in DATA_DIR/gas-photos, which no route serves. */
export function seasonPorts(base: Base): SeasonPorts {
  const { database, clock, ids, rulebooks, settings } = base
  const photos = photoFolder(path.join(settings.dataDir, 'gas-photos'))
  return { database, clock, ids, rulebooks, photos }
}

/**
 * What the verbs after a season are made of. Photos of cards lie sealed in DATA_DIR/photos, payout files in DATA_DIR/payouts;
 * no route serves either. The sandbox plays the bank; elsewhere `bank-line.json` beside the merchants' keys names it.
 */
export function afterSeasonPorts(base: Base): AfterSeasonPorts {
  const { database, clock, ids, rulebooks, log, settings, secrets } = base
  const sandbox = settings.mode === 'sandbox'
  const keys = settings.merchantsDir ?? (sandbox ? path.join(settings.dataDir, 'sandbox', 'keys') : undefined)
  const lines = loadBankLines(keys, sandbox ? `http://127.0.0.1:${settings.sandboxPort}` : undefined)
  return {
    database,
    clock,
    ids,
    rulebooks,
    log,
    photos: sealedPhotos(photoFolder(path.join(settings.dataDir, 'photos')), createSealing(secrets.fieldKeys)),
    checker: bankCardChecker(lines ?? (() => undefined), clock.now),
    layout: payoutLayout,
    archive: payoutFolder(path.join(settings.dataDir, 'payouts')),
    bank: lines && payoutBank(lines, clock.now),
  }
}
