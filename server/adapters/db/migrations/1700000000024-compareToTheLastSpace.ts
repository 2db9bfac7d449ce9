import type { MigrationInterface, QueryRunner } from 'typeorm'
import { bytewiseCollation } from '../collation'
import { compareByteByByte } from './createTable'

/**
 * Identifiers are compared byte by byte, to the last space (M5). Databases from before compare with `utf8mb4_bin`, to which `X`
 * equals `X `: each table that still does is rewritten once, and a migration that was cut off goes on with the rest. No two
 * rows can collide by it, since more is told apart than before.
 */
export class CompareToTheLastSpace1700000000024 implements MigrationInterface {
  name = 'CompareToTheLastSpace1700000000024'

  async up(runner: QueryRunner): Promise<void> {
    if (runner.connection.options.type === 'better-sqlite3') return
    await compareByteByByte(runner)
    const collation = await bytewiseCollation(runner)
    const tables: { name: string }[] = await runner.query(
      `SELECT t.TABLE_NAME AS name FROM information_schema.TABLES t
        WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE = 'BASE TABLE' AND (t.TABLE_COLLATION <> ? OR EXISTS (
          SELECT 1 FROM information_schema.COLUMNS c
            WHERE c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME AND c.COLLATION_NAME <> ?))
        ORDER BY t.TABLE_NAME`,
      [collation, collation],
    )
    for (const { name } of tables)
      await runner.query(`ALTER TABLE \`${name}\` CONVERT TO CHARACTER SET utf8mb4 COLLATE ${collation}`)
  }

  /** Nothing: rows that are told apart now could not be put under one key again. */
  async down(): Promise<void> {}
}
