import path from 'node:path'
import { HEADS } from '../../adapters/backup/manifest'
import { checkBackup, restoreBackup } from '../../adapters/backup/restoreBackup'
import { writeBackup } from '../../adapters/backup/writeBackup'
import { databaseLocationOf } from '../../adapters/db/dataSource'
import { auditHeadFile } from '../../adapters/system/auditHeadFile'
import { systemClock } from '../../adapters/system/clock'
import { operatorName } from '../../adapters/system/ids'
import { keepFilesPrivate } from '../../adapters/system/privateFiles'
import { createSealing, readSecrets } from '../../adapters/system/secrets'
import { restartPayoutNumbers } from '../../application/heatSettlement/payoutNumbers'
import { restartHeads } from '../../application/integrity/exportedHeads'
import { INSTALLATION } from '../../domain/audit/audit'
import { judgeStart } from '../../judgeStart'
import { readSettings } from '../../settings'
import { openBase } from '../../wiring/base'
import { type AddCommand, printAnswer, Refused } from '../command'

/** `20261130T081500`: part of a name. */
const markOf = (at: number) => new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')

const NEXT_STEPS = [
  'What to do now (docs/operations.md, Backup and restore):',
  '1. start the server, then: heatpay verify-ledger',
  '2. fetch the files of every day since the backup and reconcile them; what was paid since then comes back as payments that',
  '   the channel has and we have not, each with its household: propose and approve them',
  '3. refunds and payouts made since then: compare with the channels’ and banks’ own lists before any is made again',
].join('\n')

/** `heatpay backup` and `heatpay restore`: everything of an installation but its keys, out of and into either engine. */
export const backupCommand: AddCommand = (program, withBase) => {
  program
    .command('backup')
    .summary('write database, files and exported heads into a new folder')
    .description(
      'Writes a backup while the server runs: all tables as they are at one moment, the files of DATA_DIR and the exported heads. Keys are not in it: keep FIELD_KEYS and the merchants’ keys apart.',
    )
    .requiredOption('--to <folder>', 'where the folder of the backup is made')
    .option('--json', 'print one JSON document')
    .action(({ to, json }: { to: string; json?: boolean }) =>
      withBase(async ({ settings, secrets, clock }) => {
        const folder = path.resolve(to, `heatpay-${markOf(clock.now())}`)
        const written = await writeBackup(
          {
            mode: settings.mode,
            place: databaseLocationOf(settings.databaseUrl),
            sealing: createSealing(secrets.fieldKeys),
            dataDir: settings.dataDir,
            auditHeadFile: settings.auditHeadFile,
          },
          { folder, madeAt: clock.now(), shown: (done) => json || process.stderr.write(`${done}\n`) },
        )
        const rows = written.tables.reduce((sum, table) => sum + table.rows, 0)
        printAnswer(
          json,
          { folder, rows, files: written.files.length },
          `${folder}: ${written.tables.length} tables with ${rows} rows, ${written.files.length} files`,
        )
      }),
    )

  program
    .command('restore')
    .argument('<folder>', 'a folder that heatpay backup made')
    .summary('put a backup into an empty database')
    .description(
      'Checks every file of the backup, then fills the empty database of DATABASE_URL and brings back the files that are missing in DATA_DIR. Nothing that is there is overwritten: to go back, name a new database. Stop the server first.',
    )
    .option('--json', 'print one JSON document')
    .action(async (given: string, { json }: { json?: boolean }) => {
      const folder = path.resolve(given)
      const checked = await checkBackup(folder)
      if (checked.outcome === 'unusable') throw new Refused(checked.reason)
      const settings = { ...readSettings(), logLevel: 'warn' as const }
      await judgeStart(settings, 'command')
      keepFilesPrivate()
      const mark = markOf(systemClock().now())
      const restored = await restoreBackup(folder, checked.manifest, {
        mode: settings.mode,
        place: databaseLocationOf(settings.databaseUrl),
        sealing: createSealing(readSecrets(settings.dataDir, settings).fieldKeys),
        dataDir: settings.dataDir,
        headFiles: [settings.auditHeadFile, settings.auditHeadCopy ?? []].flat(),
        mark,
      })
      if (restored.outcome === 'refused') throw new Refused(restored.reason)
      const { rows, files, kept, headsBefore } = restored
      const madeAt = new Date(checked.manifest.madeAt).toISOString()
      const base = await openBase(settings)
      try {
        const file = auditHeadFile(settings.auditHeadFile)
        const copy = settings.auditHeadCopy === undefined ? undefined : auditHeadFile(settings.auditHeadCopy)
        const { heads } = await auditHeadFile(path.join(folder, HEADS)).read()
        await restartHeads(heads, { database: base.database, file, copy })
        const companies = base.rulebooks.all().map(({ id }) => id)
        await base.database.transaction(async (store) => {
          await restartPayoutNumbers(store, companies, base)
          await store.audit.append({
            ...{ id: base.ids.next(), company: INSTALLATION, at: base.clock.now(), actor: operatorName() },
            ...{ deed: 'restore', subject: path.basename(folder), detail: { madeAt, rows, files } },
          })
        })
      } finally {
        await base.close()
      }
      const said = [
        `restored what was written at ${madeAt}: ${rows} rows, ${files} files`,
        ...kept.map((name) => `kept as it is now, not as it was then: ${name}`),
        ...headsBefore.map((name) => `the heads exported until now are kept as ${name}`),
        NEXT_STEPS,
      ]
      printAnswer(json, { madeAt, rows, files, kept, headsBefore }, said.join('\n'))
    })
}
