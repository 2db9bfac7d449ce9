import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable } from './createTable'
import { commitMarks } from './shapes/commitMarks'

/** A row for each transaction under way, by which a COMMIT without an answer is told from one that never arrived (M4). */
export class MarkCommits1700000000045 implements MigrationInterface {
  name = 'MarkCommits1700000000045'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, commitMarks)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(commitMarks.name)
  }
}
