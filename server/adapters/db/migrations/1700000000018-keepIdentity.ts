import type { MigrationInterface, QueryRunner } from 'typeorm'
import { key, moment, text, word } from '../columns'
import type { TableLayout } from '../entities/table'
import { createTable, refuseChanges } from './createTable'

/** What the database is, for ever: one row, written at the first start. */
export const installation: TableLayout = {
  name: 'installation',
  columns: {
    id: key(word(12)),
    mode: word(10),
    /** Sealed with the field key of the first start, and opened at every later one; kept as it is, so that a wrong key is an answer. */
    keyProof: text,
    notedAt: moment,
  },
}

/** Whether a database is a sandbox's or production's. Which of the two an older one is, its next start says (db/identity.ts). */
export class KeepIdentity1700000000018 implements MigrationInterface {
  name = 'KeepIdentity1700000000018'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, installation)
    await refuseChanges(runner, installation.name)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(installation.name)
  }
}
