import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable } from './createTable'
import { statementMappings } from './shapes/statementMappings'

/** How exports of our accounts that no template knows are read is told once, and kept. */
export class KeepStatementMappings1700000000063 implements MigrationInterface {
  name = 'KeepStatementMappings1700000000063'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, statementMappings)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(statementMappings.name)
  }
}
