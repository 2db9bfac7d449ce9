import path from 'node:path'
import { keysInUse, resealTables } from '../../adapters/db/reseal'
import { fileKeysInUse, resealFiles } from '../../adapters/files/resealFiles'
import { operatorName } from '../../adapters/system/ids'
import { createSealing } from '../../adapters/system/secrets'
import { INSTALLATION } from '../../domain/audit/audit'
import type { Base } from '../../wiring/base'
import { type AddCommand, createProgress, printAnswer } from '../command'

/** Cells and files by the id of the key that sealed them. */
async function inUse({ database, settings }: Base): Promise<Record<string, number>> {
  const found = await keysInUse(database.writer)
  for (const [id, files] of Object.entries(await fileKeysInUse(photosOf(settings))))
    found[id] = (found[id] ?? 0) + files
  return found
}

const photosOf = ({ dataDir }: Base['settings']) => path.join(dataDir, 'photos')

/** `heatpay reseal`: after it an old field key can be taken away. */
export const resealCommand: AddCommand = (program, withBase) => {
  program
    .command('reseal')
    .summary('encrypt all personal data again with the newest field key, so that an old one can be taken away')
    .description(
      'Put the new key in front of FIELD_KEYS and restart every server first: what a server writes is sealed with the first key that it knows. Then run this, once, while they work; it can be cut off and run again. When --check names the newest key alone, the others can be taken out of FIELD_KEYS. Backups made before still need them.',
    )
    .option('--check', 'only say how much each key has sealed')
    .option('--json', 'print one JSON document')
    .action(({ check, json }: { check?: boolean; json?: boolean }) =>
      withBase(async (base) => {
        const sealing = createSealing(base.secrets.fieldKeys)
        const newest = sealing.seal('').slice(0, 8)
        const before = await inUse(base)
        const old = Object.entries(before)
          .filter(([id]) => id !== newest)
          .reduce((sum, [, cells]) => sum + cells, 0)
        let resealed = 0
        if (!check) {
          const progress = createProgress('cells')
          resealed = await resealTables(base.database, sealing, (_, cells) => {
            resealed += cells
            progress.show(Math.min(resealed, old), old)
          }).finally(progress.end)
          resealed += await resealFiles(photosOf(base.settings), sealing)
          await base.database.transaction((store) =>
            store.audit.append({
              ...{ id: base.ids.next(), company: INSTALLATION, at: base.clock.now(), actor: operatorName() },
              ...{ deed: 'reseal', subject: newest, detail: { resealed } },
            }),
          )
        }
        const inUseNow = check ? before : await inUse(base)
        const lines = Object.entries(inUseNow).map(
          ([id, cells]) => `${id}: ${cells}${id === newest ? ', the newest' : ''}`,
        )
        const others = Object.keys(inUseNow).some((id) => id !== newest)
        const end = others
          ? 'heatpay reseal seals the rest with the newest'
          : 'all others can be taken out of FIELD_KEYS'
        printAnswer(json, { newest, resealed, inUse: inUseNow }, [`${resealed} sealed again`, ...lines, end].join('\n'))
      }),
    )
}
