import type { MigrationInterface, QueryRunner } from 'typeorm'
import { snake } from '../entities/table'
import { addColumn } from './addColumn'
import { createTable } from './createTable'
import { addedToBillFiles, fileFetches, inboxFiles } from './shapes/files'

/** What files that came before are said to have been: nobody wrote it down then. */
const BEFORE: Record<string, string> = { source: 'cli', receivedBy: 'system', fileName: '-' }

/** Where files come from and who brought them, what lies in banks' folders, and fetching as long work. */
export class KeepFilesOrigins1700000000010 implements MigrationInterface {
  name = 'KeepFilesOrigins1700000000010'

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, column] of Object.entries(addedToBillFiles)) {
      await addColumn(runner, 'bill_files', name, column, BEFORE[name])
    }
    // Of a day's files the first was the one that counted.
    await runner.query("UPDATE bill_files SET status = 'awaiting' WHERE status = 'imported' AND version > 1")
    await createTable(runner, inboxFiles)
    await createTable(runner, fileFetches)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("UPDATE bill_files SET status = 'imported' WHERE version IS NOT NULL")
    await runner.dropTable(fileFetches.name)
    await runner.dropTable(inboxFiles.name)
    for (const name of Object.keys(addedToBillFiles)) await runner.dropColumn('bill_files', snake(name))
  }
}
