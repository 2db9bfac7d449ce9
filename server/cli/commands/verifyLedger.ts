import { loadAccounts } from '../../adapters/accounts/loadAccounts'
import { databaseLocationOf } from '../../adapters/db/dataSource'
import { openIntegrityReader } from '../../adapters/db/integrity/openIntegrityReader'
import { auditHeadFile } from '../../adapters/system/auditHeadFile'
import { createSealing } from '../../adapters/system/secrets'
import { verifyLedger } from '../../application/integrity/verifyLedger'
import { type AddCommand, printAnswer, Refused } from '../command'

/** `heatpay verify-ledger`: every invariant of the books, the ledger's chain and the audit log's; exit 1 with the first broken row. */
export const verifyLedgerCommand: AddCommand = (program, withBase) => {
  program
    .command('verify-ledger')
    .summary('examine every invariant of the books, both chains, and those against the exported heads')
    .description(
      'Examines the books as they are at this moment. Exit code 1 with the first broken row of each check that fails.',
    )
    .option('--json', 'print one JSON document')
    .action((options: { json?: boolean }) =>
      withBase(async ({ settings, secrets }) => {
        const chart = loadAccounts(settings.projectDir)
        const books = await openIntegrityReader(
          databaseLocationOf(settings.databaseUrl),
          createSealing(secrets.fieldKeys),
        )
        const exported = await auditHeadFile(settings.auditHeadFile).read()
        const { auditHeadCopy } = settings
        const copy = auditHeadCopy === undefined ? undefined : await auditHeadFile(auditHeadCopy).read()
        const { outcome, checks, unguarded, counts } = await verifyLedger(books, chart, exported, copy).finally(() =>
          books.close(),
        )
        const failed = checks.flatMap(({ name, holds, broken }) => (broken ? [{ check: name, holds, ...broken }] : []))
        const { transfers, bills, payments, auditEntries } = counts
        printAnswer(
          options.json,
          { status: outcome, ...counts, firstBroken: failed[0] ?? null, checks, unguarded },
          [
            ...checks.map(({ name, holds, broken }) => `${broken ? 'BROKEN' : 'ok    '} ${name}: ${holds}`),
            unguarded.length === 0
              ? 'guards: the database itself refuses to change what is written once'
              : `guards: missing on ${unguarded.join(', ')} (docs/operations.md, The ledger's guards)`,
            `${transfers} transfers, ${bills} bills, ${payments} payments, ${auditEntries} deeds: ${outcome}`,
          ].join('\n'),
        )
        if (failed.length === 0) return
        throw new Refused(
          failed
            .map(
              ({ check, table, id, expected, found }) =>
                `${check}: ${table} ${id}: expected ${expected}, found ${found}`,
            )
            .join('\n'),
        )
      }),
    )
}
