import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable } from './createTable'
import { anchors } from './shapes/anchors'

/** The database remembers what was exported of its chains, so that a file of heads that is gone or shorter is noticed. */
export class NoteAnchors1700000000049 implements MigrationInterface {
  name = 'NoteAnchors1700000000049'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, anchors)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(anchors.name)
  }
}
