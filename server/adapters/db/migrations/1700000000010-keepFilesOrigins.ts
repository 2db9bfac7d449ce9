import type { MigrationInterface, QueryRunner } from 'typeorm'
import { amount, type Column, count, json, key, moment, nullable, sealed, text, word } from '../columns'
import { snake, type TableLayout } from '../entities/table'
import { addColumn } from './addColumn'
import { createTable } from './createTable'

/** What lies in a bank's folder, as it was seen last: who is still being written is told by two looks. */
export const inboxFiles: TableLayout = {
  name: 'inbox_files',
  columns: {
    company: key(word(32)),
    bank: key(word(32)),
    name: key(word(120)),
    date: word(10),
    size: amount,
    modifiedAt: moment,
    seenAt: moment,
    state: word(10),
    reason: nullable(text),
    takenAt: nullable(moment),
  },
  indices: [['company', 'seenAt']],
}

/** Fetching all of a company's files of a day: long work, step by step. */
export const fileFetches: TableLayout = {
  name: 'file_fetches',
  columns: {
    id: key(word(26)),
    company: word(32),
    date: word(10),
    startedBy: word(64),
    startedAt: moment,
    endedAt: nullable(moment),
    steps: json,
    /** Company and day while it is under way, else null: there is one at most (M3). */
    openKey: nullable(word(64)),
  },
  uniques: [['openKey']],
  indices: [['company', 'startedAt']],
}

/** What is known of a file beside its content. */
export const addedToBillFiles: Record<string, Column> = {
  source: word(10),
  receivedBy: word(64),
  fileName: word(120),
  faultLine: nullable(count),
  faultText: nullable(sealed),
}

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
