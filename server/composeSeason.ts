import path from 'node:path'
import { photoFolder } from './adapters/files/photos'
import type { SeasonPorts } from './application/season'
import type { Base } from './compose'

/** What a season's verbs are made of; photos are kept in DATA_DIR/gas-photos, which no route serves. */
export function seasonPorts(base: Base): SeasonPorts {
  const { database, clock, ids, rulebooks, settings } = base
  const photos = photoFolder(path.join(settings.dataDir, 'gas-photos'))
  return { database, clock, ids, rulebooks, photos }
}
