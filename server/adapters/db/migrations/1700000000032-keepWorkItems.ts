import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, refuseChanges } from './createTable'
import { workAttachments, workComments, workMarks } from './shapes/workItems'

/** Owners, reminders, remarks and papers that people put on what waits for them. */
export class KeepWorkItems1700000000032 implements MigrationInterface {
  name = 'KeepWorkItems1700000000032'

  async up(runner: QueryRunner): Promise<void> {
    for (const shape of [workMarks, workComments, workAttachments]) await createTable(runner, shape)
    for (const { name } of [workComments, workAttachments]) await refuseChanges(runner, name)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of [workAttachments, workComments, workMarks]) await runner.dropTable(name)
  }
}
